package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.platform.problem.ProblemType;

enum DeadLetterProblem implements ProblemType {
  NOT_FOUND("no-dead-letter", 404, "There is no such dead letter"),
  SETTLED("dead-letter-settled", 409, "Somebody has settled it already"),
  NOT_RELEASABLE("not-releasable", 409, "This can't be released"),
  NO_CONTENT("no-raw-content", 404, "There is no raw content"),
  UNREACHABLE("raw-content-unreachable", 503, "The raw content can't be read now");

  private final String slug;
  private final int status;
  private final String title;

  DeadLetterProblem(String slug, int status, String title) {
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
