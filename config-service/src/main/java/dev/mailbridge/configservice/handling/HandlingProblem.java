package dev.mailbridge.configservice.handling;

import dev.mailbridge.platform.problem.ProblemType;

enum HandlingProblem implements ProblemType {
  MAILS_UNREACHABLE("mails-unreachable", 503, "The last mails can't be read");

  private final String slug;
  private final int status;
  private final String title;

  HandlingProblem(String slug, int status, String title) {
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
