package dev.mailbridge.simulator.http;

import java.io.Serial;

/** Thrown by a handler to close the connection without an answer. */
public final class DroppedCall extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
}
