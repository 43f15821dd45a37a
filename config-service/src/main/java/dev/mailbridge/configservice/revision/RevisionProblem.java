package dev.mailbridge.configservice.revision;

import dev.mailbridge.platform.problem.ProblemType;

/** What can go wrong when two people change one thing. */
public enum RevisionProblem implements ProblemType {
  CHANGED_MEANWHILE("changed-meanwhile", 412, "Somebody else has changed this meanwhile"),
  REVISION_NEEDED("revision-needed", 428, "Say which revision you are changing"),
  MALFORMED("malformed-revision", 400, "This is not an ETag");

  private final String slug;
  private final int status;
  private final String title;

  RevisionProblem(String slug, int status, String title) {
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
