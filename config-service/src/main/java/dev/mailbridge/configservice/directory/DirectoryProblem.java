package dev.mailbridge.configservice.directory;

import dev.mailbridge.platform.problem.ProblemType;

enum DirectoryProblem implements ProblemType {
  NOT_SET_UP("directory-import-not-set-up", 404, "This project imports no users yet"),
  INVALID("invalid-directory-import", 400, "Import Users from Azure AD needs a look"),
  RUNNING("directory-import-running", 409, "Users are being imported just now"),
  NO_RUN("directory-run-not-found", 404, "There is no such run");

  private final String slug;
  private final int status;
  private final String title;

  DirectoryProblem(String slug, int status, String title) {
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
