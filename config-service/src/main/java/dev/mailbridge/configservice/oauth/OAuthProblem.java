package dev.mailbridge.configservice.oauth;

import dev.mailbridge.platform.problem.ProblemType;

enum OAuthProblem implements ProblemType {
  INVALID("invalid-oauth2-fields", 400, "Some OAUTH2 fields need a look");

  private final String slug;
  private final int status;
  private final String title;

  OAuthProblem(String slug, int status, String title) {
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
