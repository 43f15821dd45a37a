package dev.mailbridge.imappoller.content;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a download. */
enum ContentProblem implements ProblemType {
  NOT_FOUND("content-not-found", 404, "There is no such content"),
  DAMAGED("content-damaged", 410, "The content is damaged"),
  UNAVAILABLE("content-unavailable", 503, "The content store can't be read");

  private final String slug;
  private final int status;
  private final String title;

  ContentProblem(String slug, int status, String title) {
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
