package dev.mailbridge.imappoller.check;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a request to try a mailbox. */
enum CheckProblem implements ProblemType {
  NOTHING_TO_CHECK("nothing-to-check", 422, "There is nothing to try"),
  NOT_OPENED("mailbox-not-opened", 502, "The mailbox can't be opened");

  private final String slug;
  private final int status;
  private final String title;

  CheckProblem(String slug, int status, String title) {
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
