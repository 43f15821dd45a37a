package dev.mailbridge.simulator.fault;

import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.DroppedCall;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.time.Duration;
import java.util.Optional;

/** Faults of any step, as HTTP shows them. */
public final class HttpFaults {
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final Duration HALF_OPEN = Duration.ofMinutes(10);

  private final Faults faults;
  private final Pauses pauses;
  private final ClientWatch watch;

  public HttpFaults(Faults faults, Pauses pauses, ClientWatch watch) {
    this.faults = faults;
    this.pauses = pauses;
    this.watch = watch;
  }

  /** The answer to give instead of the true one, if a fault strikes here. */
  public Optional<Answer> strike(FaultPoint point) {
    watch.said(point.protocol(), point.mailbox(), point.step());
    faults.take(point, FaultKind.SLOW).ifPresent(fault -> pauses.pause(fault.delayOr(SLOW)));
    return faults
        .take(
            point,
            FaultKind.CUT,
            FaultKind.RESET,
            FaultKind.BYE,
            FaultKind.HALF_OPEN,
            FaultKind.REPLY)
        .map(this::answer);
  }

  private Answer answer(Fault fault) {
    if (fault.kind() == FaultKind.HALF_OPEN) {
      pauses.pause(fault.delayOr(HALF_OPEN));
    }
    if (fault.kind() != FaultKind.REPLY) {
      throw new DroppedCall();
    }
    Answer answer =
        Answer.of(fault.status().orElse(503), "application/json", fault.text().orElse(""));
    return fault
        .delay()
        .map(delay -> answer.with("Retry-After", String.valueOf(delay.toSeconds())))
        .orElse(answer);
  }
}
