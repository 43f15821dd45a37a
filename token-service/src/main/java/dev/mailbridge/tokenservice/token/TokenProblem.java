package dev.mailbridge.tokenservice.token;

import dev.mailbridge.platform.problem.ProblemType;

enum TokenProblem implements ProblemType {
  NO_GRANT("no-grant", 404, "The mailbox has no grant"),
  NO_TOKEN("no-token", 409, "Something must change before there is a token"),
  TRY_LATER("token-try-later", 503, "There is no token now"),
  UNKNOWN_PURPOSE("unknown-purpose", 400, "A token is for imap, pop3, smtp or graph"),
  PURPOSE_NOT_ALLOWED("purpose-not-allowed", 403, "Not allowed");

  private final String slug;
  private final int status;
  private final String title;

  TokenProblem(String slug, int status, String title) {
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
