package dev.mailbridge.configservice.directory.graph;

/** A delta link or a page's link means nothing to Graph any more: list everybody anew. */
public final class LinkExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LinkExpiredException(String message) {
    super(message);
  }
}
