package dev.mailbridge.platform.problem;

/** What can be wrong with any request. */
public enum RequestProblem implements ProblemType {
  INVALID("invalid-request", 400, "The request is not valid"),
  UNREADABLE("unreadable-body", 400, "The body can't be read"),
  UNAUTHENTICATED("unauthenticated", 401, "Authentication is needed"),
  FORBIDDEN("forbidden", 403, "Not allowed"),
  NOT_FOUND("not-found", 404, "There is nothing here"),
  CONFLICT("conflict", 409, "Somebody else was faster"),
  INTERNAL("internal", 500, "Something went wrong on our side");

  private final String slug;
  private final int status;
  private final String title;

  RequestProblem(String slug, int status, String title) {
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
