package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.LedgerEntry;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.partition.Identity;
import dev.mailbridge.imappoller.partition.OpenCondition;
import dev.mailbridge.imappoller.partition.PartitionReader;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who wrote how much lately. It is made anew from the ledger's last minutes when a partition is
 * taken, so limits hold over a restart and a change of the owner. A mail that is read again counts
 * once.
 */
@Singleton
class SenderHistory implements OpenCondition {
  /** How far limits look back. */
  static final Duration PERIOD = Duration.ofMinutes(10);

  private static final int MOST_KEYS = 20_000;

  private final PartitionReader ledger;
  private final Clock clock;
  private final Map<String, Map<String, Instant>> mails = new ConcurrentHashMap<>();

  SenderHistory(PartitionReader ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Names a sender without naming him. */
  static String sender(MailboxId mailbox, String address) {
    return Identity.of(mailbox, "sender", address.toLowerCase(Locale.ROOT)).toString();
  }

  @Override
  public void awaitRestored(int partition) {
    ledger.read(Topics.LEDGER, partition, clock.instant().minus(PERIOD), this::restore);
  }

  private void restore(ConsumerRecord<String, byte[]> record) {
    try {
      LedgerEntry entry = ContractJson.read(record.value(), LedgerEntry.class);
      if (entry.acknowledged() && entry.sender() != null) {
        add("ack " + entry.sender(), entry.incomingId(), entry.publishedAt());
      }
      if (entry.automatic()) {
        automatic(entry);
      }
    } catch (UncheckedIOException ignored) {
      // The identity in its key still counts, and limits are a last guard.
    }
  }

  private void automatic(LedgerEntry entry) {
    if (entry.sender() != null) {
      add("auto " + entry.sender(), entry.incomingId(), entry.publishedAt());
    }
    if (entry.conversationKey() != null) {
      String key = entry.mailboxId() + " " + entry.conversationKey();
      add("auto " + key, entry.incomingId(), entry.publishedAt());
    }
  }

  /**
   * Whether the sender may be answered once more, and notes that he is.
   *
   * @param mail the answered mail's id
   */
  boolean acknowledge(String sender, String mail, int most) {
    boolean[] allowed = new boolean[1];
    Instant now = clock.instant();
    mails.compute(
        "ack " + sender,
        (key, old) -> {
          Map<String, Instant> recent = recent(old, now);
          allowed[0] = recent.containsKey(mail) || recent.size() < most;
          if (allowed[0]) {
            recent.put(mail, now);
          }
          return recent;
        });
    forgetOld(now);
    return allowed[0];
  }

  /**
   * How many automatic mails there were lately, of the sender or in the conversation, this one
   * among them.
   *
   * @param sender null when unknown
   */
  int automatic(MailboxId mailbox, String sender, String conversation, String mail) {
    Instant now = clock.instant();
    int ofSender = sender == null ? 0 : add("auto " + sender, mail, now);
    int inConversation = add("auto " + mailbox + " " + conversation, mail, now);
    forgetOld(now);
    return Math.max(ofSender, inConversation);
  }

  private int add(String key, String mail, Instant at) {
    Instant now = clock.instant();
    return mails
        .compute(
            key,
            (same, old) -> {
              Map<String, Instant> recent = recent(old, now);
              recent.put(mail, at);
              return recent;
            })
        .size();
  }

  /** A map of its own each time: readers of the old one aren't disturbed. */
  private static Map<String, Instant> recent(Map<String, Instant> old, Instant now) {
    Map<String, Instant> recent = old == null ? new HashMap<>() : new HashMap<>(old);
    recent.values().removeIf(at -> at.isBefore(now.minus(PERIOD)));
    return recent;
  }

  private void forgetOld(Instant now) {
    if (mails.size() > MOST_KEYS) {
      mails
          .values()
          .removeIf(
              times -> times.values().stream().noneMatch(at -> at.isAfter(now.minus(PERIOD))));
    }
  }
}
