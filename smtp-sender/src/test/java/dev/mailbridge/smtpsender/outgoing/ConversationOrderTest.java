package dev.mailbridge.smtpsender.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Mails of one conversation go one after the other, and hold up nobody else's. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class ConversationOrderTest {
  private static final SendOutcome SENT = new SendOutcome.Sent(new SmtpReply(250, null, "OK"));

  @Inject OutgoingQueue queue;
  @Inject MailAcceptance acceptance;
  @Inject MailActions actions;
  @Inject StoredMails mails;
  @Inject AttemptSettlement settlement;
  @Inject DataSource database;
  @Inject Clock clock;

  // Without a definition: nobody but the test claims its mails.
  private final MailboxId mailbox = MailboxId.of("order-" + UUID.randomUUID());

  @Test
  void shouldClaimOthersWhileAConversationIsUnderWayAndThenItsNext() {
    // Given
    List<String> ids = List.of(accept("T-1"), accept("T-1"), accept("T-1"), accept("T-2"));

    // When
    StoredMail first = claim().orElseThrow();
    StoredMail other = claim().orElseThrow();
    Optional<StoredMail> none = claim();
    settle(first, SENT);
    StoredMail second = claim().orElseThrow();
    settle(other, SENT);
    Optional<StoredMail> stillNone = claim();
    settle(second, SENT);
    StoredMail third = claim().orElseThrow();

    // Then
    assertThat(List.of(first, second, third, other))
        .extracting(mail -> mail.id().value())
        .isEqualTo(ids);
    assertThat(none).isEmpty();
    assertThat(stillNone).isEmpty();
  }

  @Test
  void shouldGoOnWithTheConversationWhenOneInBetweenIsCancelled() {
    // Given
    accept("T-1");
    String cancelled = accept("T-1");
    String last = accept("T-1");
    StoredMail first = claim().orElseThrow();

    // When
    inTransaction(() -> actions.cancel(stored(cancelled), "Ann"));
    Optional<StoredMail> none = claim();
    settle(first, SENT);

    // Then
    assertThat(none).isEmpty();
    assertThat(claim()).map(mail -> mail.id().value()).contains(last);
  }

  @Test
  void shouldKeepTheOrderWhenTheFirstIsPutOff() {
    // Given
    String first = accept("T-1");
    accept("T-1");
    StoredMail attempt = claim().orElseThrow();

    // When
    settle(
        attempt,
        new SendOutcome.Deferred(
            SendReason.TEMPORARY, null, SendOutcome.Scope.MAIL, Duration.ofHours(1)));
    Optional<StoredMail> none = claim();
    inTransaction(() -> actions.retry(stored(first), "Ann"));

    // Then
    assertThat(none).isEmpty();
    assertThat(claim()).map(mail -> mail.id().value()).contains(first);
    assertThat(claim()).isEmpty();
  }

  @Test
  void shouldPassByAConversationWithoutLookingAtEachOfItsMails() throws SQLException {
    // Given
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
            state, conversation, recipients, accepted_at, due_at)
          select 'order', '%1$s-' || i, '%1$s', '{}', 'x', 'REPLY', 0, 'ACCEPTED', 'ticket T-1', '[]',
            now() - interval '1 hour', now() - interval '1 hour'
          from generate_series(1, 20000) i
          """
              .formatted(mailbox));
    }
    String other = accept("T-2");
    assertThat(claim()).isPresent();

    // When
    long start = System.nanoTime();
    Optional<StoredMail> next = claim();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    // Then: one look at each takes some hundred milliseconds
    assertThat(next).map(mail -> mail.id().value()).contains(other);
    assertThat(waitingUnmarked()).isZero();
    assertThat(took).isLessThan(Duration.ofSeconds(2));
  }

  private long waitingUnmarked() {
    return inTransaction(
        () ->
            ((Number)
                    mails
                        .getEntityManager()
                        .createNativeQuery(
                            """
                            select count(*) from outgoing_mail
                            where mailbox_id = ?1 and state = 'ACCEPTED' and not behind
                            """)
                        .setParameter(1, mailbox.value())
                        .getSingleResult())
                .longValue());
  }

  private String accept(String ticket) {
    OutgoingId id = OutgoingId.of("order-" + UUID.randomUUID());
    OutgoingMail mail =
        new OutgoingMail(
            id,
            mailbox,
            null,
            List.of(MailAddress.of("customer@customer.example")),
            null,
            null,
            null,
            "Re: Printer",
            "text",
            null,
            null,
            null,
            null,
            ticket,
            null,
            OutgoingKind.REPLY,
            null);
    inTransaction(() -> acceptance.accept(ProjectId.of("helpdesk"), mail, null));
    return id.value();
  }

  private Optional<StoredMail> claim() {
    return inTransaction(() -> queue.claim(mailbox, 1)).stream().findFirst();
  }

  private void settle(StoredMail mail, SendOutcome outcome) {
    inTransaction(
        () -> {
          queue.settleAttempt(mail, settlement.settle(mail, outcome, clock.instant()), null);
          return null;
        });
  }

  private StoredMail stored(String id) {
    return mails.detached(mails.find(ProjectId.of("helpdesk"), OutgoingId.of(id)).orElseThrow());
  }

  private static <T> T inTransaction(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }
}
