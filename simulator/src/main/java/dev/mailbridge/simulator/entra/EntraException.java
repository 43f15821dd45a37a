package dev.mailbridge.simulator.entra;

import java.io.Serial;

/** A refusal of Entra's, with the number that clients act on. */
final class EntraException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Aadsts.Kind kind;
  private final int code;

  EntraException(Aadsts.Kind kind, int code, String text) {
    super("AADSTS" + code + ": " + text);
    this.kind = kind;
    this.code = code;
  }

  Aadsts.Kind kind() {
    return kind;
  }

  int code() {
    return code;
  }
}
