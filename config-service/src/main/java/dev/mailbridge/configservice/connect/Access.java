package dev.mailbridge.configservice.connect;

/** As whom the app opens mailboxes. */
public enum Access {
  /** As a person who signs in once. */
  DELEGATED("delegated"),
  /** As itself; Exchange decides which mailboxes. */
  APP_ONLY("app-only");

  private final String code;

  Access(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** Delegated for everything that isn't {@code app-only}. */
  public static Access of(String code) {
    return APP_ONLY.code.equals(code) ? APP_ONLY : DELEGATED;
  }
}
