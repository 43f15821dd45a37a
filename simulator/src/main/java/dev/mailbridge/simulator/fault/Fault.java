package dev.mailbridge.simulator.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * One fault in force.
 *
 * @param id given by the simulator
 * @param mailbox the address that it strikes; absent: every mailbox
 * @param app the client id that it strikes (Entra); absent: every app
 * @param protocol absent: every protocol
 * @param step absent: every step
 * @param uid of the mail in IMAP; absent: every mail
 * @param share of the calls that are struck, 0 to 1
 * @param after that many calls are let through first
 * @param count it ends after that many strikes; absent: never
 */
public record Fault(
    String id,
    FaultKind kind,
    Optional<String> mailbox,
    Optional<String> app,
    Optional<Protocol> protocol,
    Optional<String> step,
    Optional<Long> uid,
    Optional<String> folder,
    Optional<Double> share,
    Optional<Integer> after,
    Optional<Integer> count,
    Optional<Duration> delay,
    Optional<String> text,
    Optional<Integer> code,
    Optional<Integer> status,
    Optional<Boolean> taken,
    Optional<String> other) {

  public Fault {
    if (kind == null) {
      throw new IllegalArgumentException("kind is missing");
    }
    if (share.isPresent() && (share.get() < 0 || share.get() > 1)) {
      throw new IllegalArgumentException("share must lie between 0 and 1");
    }
  }

  public static Fault of(FaultKind kind) {
    return new Fault(
        null,
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Fault withId(String given) {
    return new Fault(
        given, kind, mailbox, app, protocol, step, uid, folder, share, after, count, delay, text,
        code, status, taken, other);
  }

  public Duration delayOr(Duration otherwise) {
    return delay.orElse(otherwise);
  }

  boolean fits(FaultPoint point) {
    return matches(mailbox, point.mailbox())
        && matches(app, point.app())
        && protocol.map(wanted -> wanted == point.protocol()).orElse(true)
        && matches(step, point.step())
        && uid.map(wanted -> wanted.equals(point.uid())).orElse(true);
  }

  private static boolean matches(Optional<String> wanted, String actual) {
    return wanted.map(value -> value.equalsIgnoreCase(actual)).orElse(true);
  }
}
