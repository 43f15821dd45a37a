package dev.mailbridge.simulator.net;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** Thrown by a session to end its connection in a certain way. */
public final class ConnectionEnd extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** How the client sees the end. */
  public enum Manner {
    /** FIN: the client reads an end of stream. */
    CLOSE,
    /** RST: the client reads "connection reset". */
    RESET,
    /** Nothing: the socket stays open and is never read or written again. */
    HALF_OPEN
  }

  private final Manner manner;
  private final Duration silence;

  public ConnectionEnd(Manner manner) {
    this(manner, Duration.ZERO);
  }

  /** As {@code manner}, after a silence on the open connection. */
  public ConnectionEnd(Manner manner, Duration silence) {
    super("Connection ended: " + manner);
    this.manner = manner;
    this.silence = silence;
  }

  Manner manner() {
    return manner;
  }

  Duration silence() {
    return silence;
  }
}
