package dev.mailbridge.configservice.web;

import dev.mailbridge.platform.problem.ProblemType;

enum FormProblem implements ProblemType {
  UNREADABLE("unreadable-form", 400, "Some fields can't be read");

  private final String slug;
  private final int status;
  private final String title;

  FormProblem(String slug, int status, String title) {
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
