package dev.mailbridge.tokenservice.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.tokenservice.grant.GrantChanged;
import dev.mailbridge.tokenservice.registration.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens in this replica's memory. Whatever changes a grant empties it of that grant's tokens. */
@ApplicationScoped
class TokenCache {
  private final Clock clock;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  /** Counts a mailbox's changes: a token that was got before one is not put in after it. */
  private final Map<MailboxId, Long> changes = new ConcurrentHashMap<>();

  TokenCache(Clock clock) {
    this.clock = clock;
  }

  record Key(MailboxId mailbox, Resource resource) {}

  static final class Entry {
    private final HeldToken token;
    private volatile Instant renewAt;
    private volatile boolean read;

    private Entry(HeldToken token, Instant renewAt) {
      this.token = token;
      this.renewAt = renewAt;
    }

    HeldToken token() {
      return token;
    }
  }

  /** One that may be handed out now. */
  Optional<HeldToken> usable(Key key, Instant now) {
    Entry entry = entries.get(key);
    if (entry == null || !entry.token.usableAt(now)) {
      return Optional.empty();
    }
    entry.read = true;
    return Optional.of(entry.token);
  }

  long changes(MailboxId mailbox) {
    return changes.getOrDefault(mailbox, 0L);
  }

  /**
   * @param changesBefore of the mailbox, read before the token was got
   */
  synchronized void put(Key key, HeldToken token, long changesBefore) {
    if (changes(key.mailbox()) != changesBefore || token.expiresAt() == null) {
      return;
    }
    Entry known = entries.get(key);
    if (known != null && known.token.value().equals(token.value())) {
      return;
    }
    Instant renewAt =
        RenewalSchedule.renewAt(
            token.issuedAt(),
            token.expiresAt(),
            clock.instant(),
            RenewalSchedule.shares(
                key.mailbox().value(), key.resource().ordinal(), token.issuedAt()));
    Entry entry = new Entry(token, renewAt);
    // Renewed ahead for a reader: the reader is still there.
    entry.read = known != null && known.read;
    entries.put(key, entry);
  }

  /** Tokens that are due and in use; those that ended are thrown out on the way. */
  List<Map.Entry<Key, HeldToken>> due(Instant now) {
    entries.values().removeIf(entry -> !now.isBefore(entry.token.expiresAt()));
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().read && !now.isBefore(entry.getValue().renewAt))
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().token))
        .toList();
  }

  /** A renewal didn't work out: not again before. */
  void postpone(Key key, Instant until) {
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.renewAt = until;
    }
  }

  /** At once for a change made here, within a second for one made by another replica. */
  void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) GrantChanged event) {
    evict(MailboxId.of(event.mailboxId()));
  }

  private synchronized void evict(MailboxId mailbox) {
    changes.merge(mailbox, 1L, Long::sum);
    for (Resource resource : Resource.values()) {
      entries.remove(new Key(mailbox, resource));
    }
  }

  int size() {
    return entries.size();
  }
}
