package dev.mailbridge.configservice.transfer;

import dev.mailbridge.platform.problem.ProblemType;

enum TransferProblem implements ProblemType {
  UNREADABLE("unreadable-yaml", 400, "The YAML document can't be read"),
  REFUSED("configuration-refused", 400, "The configuration can't be applied");

  private final String slug;
  private final int status;
  private final String title;

  TransferProblem(String slug, int status, String title) {
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
