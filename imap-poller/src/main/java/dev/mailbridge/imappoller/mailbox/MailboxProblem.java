package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a request about a mailbox. */
enum MailboxProblem implements ProblemType {
  NOT_HERE("mailbox-not-here", 404, "This poller doesn't read the mailbox"),
  NOT_READ("mailbox-not-read", 409, "The mailbox isn't read"),
  CAN_NOT_READ("mailbox-can-not-be-read", 502, "The mail server didn't give out the mails"),
  CONTENT_GONE("held-mail-gone", 404, "The raw mail isn't kept any more"),
  NOT_COMMITTED("mail-not-committed", 503, "The mail wasn't published");

  private final String slug;
  private final int status;
  private final String title;

  MailboxProblem(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  @Override
  public String slug() {
    return slug;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
