package dev.mailbridge.simulator.http;

import java.io.Serial;

/** A request that can't be answered as asked; becomes a problem (RFC 9457) with this status. */
public final class BadCall extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  public BadCall(int status, String detail) {
    super(detail);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
