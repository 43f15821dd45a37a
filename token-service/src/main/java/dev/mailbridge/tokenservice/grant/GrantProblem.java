package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.platform.problem.ProblemType;

/** What can be wrong with a request about a grant. */
public enum GrantProblem implements ProblemType {
  NOT_FOUND("grant-not-found", 404, "The mailbox has no grant"),
  INVALID("grant-invalid", 400, "The grant can't be used as it stands"),
  NO_SIGN_IN("grant-needs-no-sign-in", 409, "Nobody signs in to this grant"),
  PROVIDER_REFUSED("identity-provider-refused", 409, "The identity provider says no"),
  PROVIDER_UNREACHABLE("identity-provider-unreachable", 503, "The identity provider is away");

  private final String slug;
  private final int status;
  private final String title;

  GrantProblem(String slug, int status, String title) {
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
