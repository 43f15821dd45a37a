package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a request about mailboxes. */
public enum MailboxProblem implements ProblemType {
  NOT_FOUND("mailbox-not-found", 404, "There is no such mailbox"),
  EXISTS("mailbox-exists", 409, "There is a mailbox with this id already"),
  INVALID("invalid-mailbox", 400, "The mailbox is not valid"),
  ID_FIXED("mailbox-id-fixed", 400, "A mailbox keeps its id"),
  GRANT_LEFT("mailbox-grant-left", 409, "The deleted mailbox's grant still exists");

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
