package dev.mailbridge.token;

import dev.mailbridge.contracts.MacKey;
import dev.mailbridge.token.TokenServiceHttp.ServedMacKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MAC keys in memory. They outlast token-service's absence and are read again now and then. */
final class MacKeyRing implements MacKeySource {
  private static final Logger LOG = LoggerFactory.getLogger(MacKeyRing.class);

  /** Also how soon a rotated key is known; token-service serves a key an hour before it signs. */
  private static final Duration RENEWAL = Duration.ofMinutes(5);

  /** A forged Message-ID with a made-up key id must not cause a request each. */
  private static final Duration UNKNOWN_ID_PAUSE = Duration.ofSeconds(30);

  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);
  private static final Duration WARNED_AGAIN = Duration.ofMinutes(1);

  private final TokenServiceHttp service;
  private final Clock clock;

  private volatile Ring ring = new Ring(Map.of(), Optional.empty());
  private volatile Instant renewAt = Instant.MIN;
  private volatile Instant notBefore = Instant.MIN;
  private volatile String failure = "";
  private Instant warnedAt = Instant.MIN;

  MacKeyRing(TokenServiceHttp service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  private record Verifying(MacKey key, Instant until) {}

  private record Ring(Map<String, Verifying> keys, Optional<MacKey> signing) {}

  @Override
  public MacKey signingKey() {
    renewWhenDue();
    return ring.signing()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no MAC key that signs. %s.".formatted(failure)));
  }

  @Override
  public Optional<MacKey> verificationKey(String id) {
    renewWhenDue();
    if (!ring.keys().containsKey(id)) {
      read(UNKNOWN_ID_PAUSE);
    }
    return Optional.ofNullable(ring.keys().get(id))
        .filter(entry -> entry.until() == null || clock.instant().isBefore(entry.until()))
        .map(Verifying::key);
  }

  private void renewWhenDue() {
    if (!clock.instant().isBefore(renewAt)) {
      read(FAILURE_PAUSE);
    }
  }

  /** Called under no lock: callers of a moment share one request, and its failure. */
  private synchronized void read(Duration pause) {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      return;
    }
    notBefore = now.plus(pause);
    try {
      ring = ring(service.macKeys());
      renewAt = now.plus(RENEWAL);
      failure = ring.signing().isPresent() ? "" : "token-service serves none: look at its log";
    } catch (IOException e) {
      renewAt = now.plus(FAILURE_PAUSE);
      warn(e.getMessage(), now);
    }
  }

  private void warn(String reason, Instant now) {
    boolean said = reason.equals(failure) && now.isBefore(warnedAt.plus(WARNED_AGAIN));
    failure = reason;
    if (said) {
      return;
    }
    warnedAt = now;
    int known = ring.keys().size();
    LOG.warn(
        "The MAC keys can't be read: {}. {}",
        reason,
        known == 0
            ? "Until then no ticket reference is signed or verified."
            : "The %d known ones are used on.".formatted(known));
  }

  private static Ring ring(List<ServedMacKey> served) {
    Map<String, Verifying> keys = new HashMap<>();
    Optional<MacKey> signing = Optional.empty();
    for (ServedMacKey entry : served) {
      MacKey key = new MacKey(entry.id(), entry.secret());
      keys.put(entry.id(), new Verifying(key, entry.verifiesUntil()));
      if (entry.signing()) {
        signing = Optional.of(key);
      }
    }
    return new Ring(Map.copyOf(keys), signing);
  }
}
