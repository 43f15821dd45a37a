package dev.mailbridge.smtpsender.api;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a request about a message. */
enum MessageProblem implements ProblemType {
  NOT_FOUND("message-not-found", 404, "There is no such message"),
  INVALID("message-invalid", 422, "The message can't be sent as it stands"),
  NO_ID("message-without-id", 400, "The message has no id"),
  UNKNOWN_MAILBOX("unknown-mailbox", 422, "There is no such mailbox"),
  ID_CONFLICT("message-id-conflict", 409, "The id belongs to another message"),
  AMBIGUOUS("message-id-ambiguous", 409, "More than one project has a message with this id"),
  WRONG_STATE("message-state", 409, "The message's state doesn't allow that");

  private final String slug;
  private final int status;
  private final String title;

  MessageProblem(String slug, int status, String title) {
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
