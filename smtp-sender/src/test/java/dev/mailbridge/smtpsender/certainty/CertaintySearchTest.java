package dev.mailbridge.smtpsender.certainty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.certainty.SentItemsSearch.Result;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.RetryConfig;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMailFixture;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.testkit.MutableClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Guarantee 5. */
class CertaintySearchTest {
  private static final Instant LOST = Instant.parse("2026-03-03T12:00:00Z");
  private static final MailboxDefinition MAILBOX =
      HelpDesk.mailbox("desk", "helpdesk", 25, 1, null, null);

  private final MutableClock clock = new MutableClock(LOST);
  private final RecordingQueue queue = new RecordingQueue();
  private Result answer = new Result.NotFound();
  private Result knownMail = new Result.Found("<known@contoso.example>");
  private final RetryConfig config =
      new SmallRyeConfigBuilder()
          .withMapping(RetryConfig.class)
          .build()
          .getConfigMapping(RetryConfig.class);
  private final CertaintySearch search =
      new CertaintySearch(
          queue,
          (mailbox, id, draft) -> id.equals("<known@contoso.example>") ? knownMail : answer,
          config,
          clock);

  @Test
  void shouldBeSentWhenFoundUnderAnotherId() {
    // Given
    answer = new Result.Found("<theirs@prod.outlook.com>");

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));

    // Then
    assertThat(queue.update.state()).isEqualTo(MailState.SENT);
    assertThat(queue.update.serverMessageId()).isEqualTo("<theirs@prod.outlook.com>");
  }

  @Test
  void shouldSendAgainAtOnceWhenItsDraftIsStillADraft() {
    // Given
    answer = new Result.Unsent();

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));

    // Then
    assertThat(queue.update.state()).isEqualTo(MailState.DEFERRED);
    assertThat(queue.update.dueAt()).isEqualTo(LOST);
  }

  @Test
  void shouldNotCountAbsenceBeforeTenMinutes() {
    // Given
    clock.advance(Duration.ofSeconds(599));

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));

    // Then
    assertThat(queue.update).isNull();
    assertThat(queue.absences).isZero();
    assertThat(queue.searchAt).isEqualTo(LOST.plusSeconds(600));
  }

  @Test
  void shouldSendAgainWhenTwiceAbsentAndKnownMailIsThere() {
    // Given
    clock.advance(Duration.ofMinutes(10));

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));
    int afterFirst = queue.absences;
    clock.set(queue.searchAt);
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, afterFirst));

    // Then
    assertThat(afterFirst).isEqualTo(1);
    assertThat(queue.update.state()).isEqualTo(MailState.DEFERRED);
    assertThat(Duration.between(LOST, clock.instant())).isLessThan(Duration.ofMinutes(15));
  }

  @Test
  void shouldBeHeldWhenKnownMailIsNotFoundEither() {
    // Given
    clock.advance(Duration.ofMinutes(10));
    knownMail = new Result.NotFound();

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 1));

    // Then
    assertThat(queue.update.state()).isEqualTo(MailState.UNCERTAIN);
    assertThat(queue.update.reason()).isEqualTo(SendReason.UNDECIDED);
  }

  @Test
  void shouldBeHeldWhenNothingWasEverSent() {
    // Given
    clock.advance(Duration.ofMinutes(10));
    queue.known = null;

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 1));

    // Then
    assertThat(queue.update.reason()).isEqualTo(SendReason.UNDECIDED);
  }

  @Test
  void shouldBeHeldAtOnceWhenThereIsNothingToSearch() {
    // Given
    answer = new Result.Unavailable(true);

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));

    // Then
    assertThat(queue.update.reason()).isEqualTo(SendReason.UNDECIDED);
  }

  @Test
  void shouldSearchAgainWhenSearchFails() {
    // Given
    answer = new Result.Unavailable(false);

    // When
    search.lookUp(MAILBOX, StoredMailFixture.uncertain(LOST, 0));

    // Then
    assertThat(queue.update).isNull();
    assertThat(queue.searchAt).isAfter(LOST);
  }

  /** Remembers what it was told. */
  private static final class RecordingQueue extends UncertainQueue {
    private MailUpdate update;
    private Instant searchAt;
    private int absences;
    private String known = "<known@contoso.example>";

    RecordingQueue() {
      super(null, null, null, null);
    }

    @Override
    Optional<String> knownId(StoredMail uncertain) {
      return Optional.ofNullable(known);
    }

    @Override
    void decide(StoredMail mail, MailUpdate decided) {
      update = decided;
    }

    @Override
    void searchAgain(StoredMail mail, Instant at, int counted) {
      searchAt = at;
      absences = counted;
    }
  }
}
