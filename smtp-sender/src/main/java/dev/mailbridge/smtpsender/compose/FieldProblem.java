package dev.mailbridge.smtpsender.compose;

/**
 * Why a command can't become a mail.
 *
 * @param pointer an RFC 6901 JSON pointer to the field
 */
public record FieldProblem(String pointer, String detail) {
  @Override
  public String toString() {
    return pointer + ": " + detail;
  }
}
