package dev.mailbridge.content;

/** What can go wrong with a content store, a closed set. Messages say what to do next. */
public abstract sealed class ContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ContentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** No such content, or no longer: trying again doesn't help. */
  public static final class NotFound extends ContentException {
    private static final long serialVersionUID = 1L;

    NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What is there isn't what was put: trying again doesn't help. */
  public static final class Damaged extends ContentException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no room; once there is, the same can be tried again. */
  public static final class Full extends ContentException {
    private static final long serialVersionUID = 1L;

    Full(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The store can't be reached or refuses; try again later. */
  public static final class Unavailable extends ContentException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
