package dev.mailbridge.contracts;

/** The topics' names, see {@code docs/architecture.md}. */
public final class Topics {
  public static final String MAILBOXES = "mail.mailboxes";
  public static final String BOUNCES = "mail.bounces";
  public static final String SENT = "mail.sent";
  public static final String CURSORS = "mail.cursors";
  public static final String LEDGER = "mail.ledger";
  public static final String STATUS = "mail.status";
  public static final String DEAD_LETTER = "mail.dead-letter";

  private Topics() {}

  public static String incoming(ProjectId project) {
    return "mail.incoming." + project;
  }

  public static String outgoing(ProjectId project) {
    return "mail.outgoing." + project;
  }

  public static String delivery(ProjectId project) {
    return "mail.delivery." + project;
  }

  public static String users(ProjectId project) {
    return "directory.users." + project;
  }
}
