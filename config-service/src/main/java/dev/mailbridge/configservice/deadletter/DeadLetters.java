package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.poller.HeldMails;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Looks at, releases and drops what was held. */
@ApplicationScoped
public class DeadLetters {
  private static final String KIND = "dead-letter";

  private final DeadLetterRepository letters;
  private final HeldMails mails;
  private final OriginalRecords records;
  private final AuditLog audit;
  private final Settlement settlement;

  DeadLetters(
      DeadLetterRepository letters,
      HeldMails mails,
      OriginalRecords records,
      AuditLog audit,
      Settlement settlement) {
    this.letters = letters;
    this.mails = mails;
    this.records = records;
    this.audit = audit;
    this.settlement = settlement;
  }

  /** Who settles, and when. */
  @ApplicationScoped
  static class Settlement {
    private final SecurityIdentity identity;
    private final Clock clock;

    Settlement(SecurityIdentity identity, Clock clock) {
      this.identity = identity;
      this.clock = clock;
    }

    void settle(DeadLetterEntity letter, HeldState state) {
      letter.state = state.code();
      letter.settledAt = clock.instant();
      letter.settledBy = identity.getPrincipal().getName();
    }
  }

  /**
   * @param total how many there are on all pages
   */
  public record Page(List<HeldLetter> letters, long total) {}

  @Transactional
  void store(DeadLetter letter) {
    letters.upsert(letter);
  }

  /**
   * @param state null for all
   * @param search blank for all
   */
  @Transactional
  public Page page(HeldState state, String search, int page, int size) {
    PanacheQuery<DeadLetterEntity> found = letters.newest(state, search);
    return new Page(
        found.page(page, size).list().stream().map(DeadLetterEntity::view).toList(), found.count());
  }

  @Transactional
  public long held() {
    return letters.held();
  }

  @Transactional
  public HeldLetter get(long number) {
    return letters.findByIdOptional(number).orElseThrow(DeadLetters::notFound).view();
  }

  /** The raw mail, or the record that could not be read. */
  public byte[] raw(long number) {
    HeldLetter held = QuarkusTransaction.requiringNew().call(() -> get(number));
    DeadLetter letter = held.letter();
    return letter.rawContent() != null
        ? mails.raw(letter.rawContent())
        : OriginalRecords.Place.of(letter.source())
            .flatMap(records::value)
            .orElseThrow(
                () ->
                    new ProblemException(
                        DeadLetterProblem.NO_CONTENT,
                        "Nothing was kept of it. A mail that could not be fetched is still in its"
                            + " mailbox: open it there."));
  }

  /**
   * Has the mail published although a rule held it. The row is locked meanwhile: two who press at
   * once publish it once, and it is marked only after the poller has published it.
   */
  @Transactional
  public HeldLetter release(long number) {
    DeadLetterEntity entity = held(number);
    HeldLetter before = entity.view();
    if (!before.releasable()) {
      throw new ProblemException(
          DeadLetterProblem.NOT_RELEASABLE,
          "Only a mail that a rule quarantined can be released. " + before.letter().remedy());
    }
    mails.release(before.letter());
    return settle(entity, HeldState.RELEASED, "release");
  }

  /** Takes it off the list; the mail in its mailbox is left alone. */
  @Transactional
  public HeldLetter drop(long number) {
    return settle(held(number), HeldState.DROPPED, "drop");
  }

  private HeldLetter settle(DeadLetterEntity entity, HeldState state, String action) {
    String before = entity.state;
    settlement.settle(entity, state);
    audit.record(
        action,
        KIND,
        entity.id.length() > 400 ? entity.id.substring(0, 400) : entity.id,
        Map.of("state", before),
        Map.of("state", entity.state));
    return entity.view();
  }

  private DeadLetterEntity held(long number) {
    DeadLetterEntity entity = letters.locked(number).orElseThrow(DeadLetters::notFound);
    if (!entity.state.equals(HeldState.HELD.code())) {
      throw new ProblemException(
          DeadLetterProblem.SETTLED,
          "%s has %s it. Nothing more needs doing.".formatted(entity.settledBy, entity.state));
    }
    return entity;
  }

  private static ProblemException notFound() {
    return new ProblemException(
        DeadLetterProblem.NOT_FOUND, "Look for it in the list of quarantined mails.");
  }
}
