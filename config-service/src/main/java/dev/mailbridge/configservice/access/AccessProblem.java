package dev.mailbridge.configservice.access;

import dev.mailbridge.platform.problem.ProblemType;

enum AccessProblem implements ProblemType {
  WRONG_PASSWORD("wrong-password", 400, "The present password is wrong"),
  WEAK_PASSWORD("weak-password", 400, "The new password is too easy to guess");

  private final String slug;
  private final int status;
  private final String title;

  AccessProblem(String slug, int status, String title) {
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
