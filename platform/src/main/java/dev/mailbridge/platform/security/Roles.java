package dev.mailbridge.platform.security;

/** The roles of all services. A service also has its own name as a role. */
public final class Roles {
  /** Changes everything. */
  public static final String ADMIN = "admin";

  /** Reads state, and retries, releases, pauses and resumes. */
  public static final String OPERATOR = "operator";

  /** Reads state. */
  public static final String VIEWER = "viewer";

  public static final String CONFIG_SERVICE = "config-service";
  public static final String TOKEN_SERVICE = "token-service";
  public static final String IMAP_POLLER = "imap-poller";
  public static final String SMTP_SENDER = "smtp-sender";

  private Roles() {}
}
