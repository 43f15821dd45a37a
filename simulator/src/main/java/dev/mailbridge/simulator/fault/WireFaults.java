package dev.mailbridge.simulator.fault;

import dev.mailbridge.simulator.net.ConnectionEnd;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Faults of any step, as a mail protocol's connection shows them. */
public final class WireFaults {
  private static final Duration SLOW = Duration.ofSeconds(5);

  private final Faults faults;
  private final Pauses pauses;

  public WireFaults(Faults faults, Pauses pauses) {
    this.faults = faults;
    this.pauses = pauses;
  }

  public Faults faults() {
    return faults;
  }

  public void pause(Duration duration) {
    pauses.pause(duration);
  }

  /**
   * Strikes at a step.
   *
   * @param bye how the protocol says good-bye; a fault's text takes the place of {@code %s}
   * @return the text to answer instead of doing what was asked
   */
  public Optional<String> strike(FaultPoint point, Wire wire, String bye) throws IOException {
    if (!faults.any()) {
      return Optional.empty();
    }
    faults.take(point, FaultKind.SLOW).ifPresent(fault -> pause(fault.delayOr(SLOW)));
    Optional<Fault> struck = faults.atStep(point);
    if (struck.isEmpty()) {
      return Optional.empty();
    }
    Fault fault = struck.get();
    switch (fault.kind()) {
      case CUT -> throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE, fault.delayOr(Duration.ZERO));
      case RESET ->
          throw new ConnectionEnd(ConnectionEnd.Manner.RESET, fault.delayOr(Duration.ZERO));
      case HALF_OPEN -> throw new ConnectionEnd(ConnectionEnd.Manner.HALF_OPEN);
      case BYE -> {
        wire.line(bye.replace("%s", fault.text().orElse("Server shutting down")));
        throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
      }
      default -> {
        return fault.text();
      }
    }
  }
}
