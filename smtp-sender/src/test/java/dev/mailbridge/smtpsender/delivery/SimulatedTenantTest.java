package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.contracts.MailboxDefinition.SentItems;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.TenantTest;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import dev.mailbridge.token.AccessToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** STARTTLS, XOAUTH2 and Sent Items of a tenant that behaves as Office 365 does. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class SimulatedTenantTest extends TenantTest {
  @Override
  protected void signIn() {
    signIn(AccessToken.Mechanism.XOAUTH2, Resource.OUTLOOK, "SMTP.Send", "IMAP.AccessAsUser.All");
  }

  @Test
  void shouldDeliverOverStartTls() {
    // When
    OutgoingMail mail = send(define());

    // Then
    assertThat(states(mail, 2)).containsExactly(DeliveryState.ACCEPTED, DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldFindItInSentItemsWhenAnswerWasLost() {
    // Given
    String mailbox = define();
    simulator.apply(answerLost(true));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    assertThat(states(mail, 3))
        .containsExactly(DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldLearnTheServersIdWhenItIsRewrittenAndTheAnswerLost() {
    // Given
    String mailbox = define();
    simulator.apply(answerLost(true));
    simulator.apply(Fault.of(FaultKind.MESSAGE_ID_REWRITTEN));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    DeliveryReport report = helpDesk.reports(mail, 3).getLast();
    assertThat(report.state()).isEqualTo(DeliveryState.SENT);
    assertThat(report.messageId()).doesNotStartWith("<mb1.");
    assertThat(helpDesk.sentMail(report.messageId()).outgoingId()).isEqualTo(mail.id());
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldSendAgainWhenItIsProvenThatItNeverArrived() {
    // Given
    String mailbox = define();
    states(send(mailbox), 2);
    simulator.apply(answerLost(false));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    assertThat(states(mail, 4))
        .containsExactly(
            DeliveryState.ACCEPTED,
            DeliveryState.UNCERTAIN,
            DeliveryState.DEFERRED,
            DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(2);
  }

  @Test
  void shouldFindItWhenTheCopyComesLate() {
    // Given
    String mailbox = define();
    simulator.apply(answerLost(true));
    simulator.apply(fault(FaultKind.SENT_ITEMS_LATE, Duration.ofMillis(2_500), Optional.empty()));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    assertThat(states(mail, 3)).endsWith(DeliveryState.UNCERTAIN, DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldFindItWhenTheCopyLiesWithTheSigner() {
    // Given
    String mailbox = define(SeedDirectory.SUPPORT);
    simulator.apply(answerLost(true));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    assertThat(states(mail, 3)).endsWith(DeliveryState.UNCERTAIN, DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldHoldItWhenThereAreNoCopiesAtAll() {
    // Given
    String mailbox = define();
    simulator.apply(fault(FaultKind.SENT_ITEMS_MISSING, Duration.ZERO, Optional.empty()));
    states(send(mailbox), 2);
    simulator.apply(answerLost(true));

    // When
    OutgoingMail mail = send(mailbox);

    // Then
    DeliveryReport held = helpDesk.reports(mail, 3).getLast();
    assertThat(held.state()).isEqualTo(DeliveryState.UNCERTAIN);
    assertThat(held.reason()).isEqualTo("UNDECIDED");
    assertThat(simulator.mails(customer, "INBOX")).hasSize(2);
  }

  private List<DeliveryState> states(OutgoingMail mail, int count) {
    return helpDesk.reports(mail, count).stream().map(DeliveryReport::state).toList();
  }

  private OutgoingMail send(String mailbox) {
    OutgoingMail mail = helpDesk.replyTo(mailbox, "TICKET-1", customer);
    helpDesk.send(mail);
    return mail;
  }

  private String define() {
    return define(SeedDirectory.HELPDESK);
  }

  private String define(String address) {
    String id = "mailbox-" + UUID.randomUUID();
    SentItems sentItems =
        new SentItems("localhost", simulator.imapsPort(), ConnectionSecurity.TLS, null);
    helpDesk.define(
        new MailboxDefinition(
            MailboxId.of(id),
            ProjectId.of("helpdesk"),
            address,
            "Help Desk",
            true,
            null,
            new Outgoing(
                Transport.SMTP,
                "localhost",
                simulator.smtpPort(),
                ConnectionSecurity.STARTTLS,
                null,
                null,
                null,
                sentItems,
                null),
            List.of(),
            1));
    return id;
  }
}
