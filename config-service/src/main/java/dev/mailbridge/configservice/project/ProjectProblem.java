package dev.mailbridge.configservice.project;

import dev.mailbridge.platform.problem.ProblemType;

enum ProjectProblem implements ProblemType {
  NOT_FOUND("project-not-found", 404, "There is no such project"),
  EXISTS("project-exists", 409, "There is a project with this id already"),
  IN_USE("project-in-use", 409, "This project is still in use"),
  ID_FIXED("project-id-fixed", 400, "A project keeps its id");

  private final String slug;
  private final int status;
  private final String title;

  ProjectProblem(String slug, int status, String title) {
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
