package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.platform.problem.ProblemType;

enum RegistrationProblem implements ProblemType {
  NOT_FOUND("registration-not-found", 404, "There is no such registration"),
  INVALID("registration-invalid", 400, "The registration can't be used as it stands"),
  EXISTS("registration-exists", 409, "A registration with this id exists"),
  IN_USE("registration-in-use", 409, "Mailboxes use this registration");

  private final String slug;
  private final int status;
  private final String title;

  RegistrationProblem(String slug, int status, String title) {
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
