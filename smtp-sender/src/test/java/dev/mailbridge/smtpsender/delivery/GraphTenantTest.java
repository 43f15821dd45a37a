package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.check.CheckStep;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.TenantTest;
import dev.mailbridge.smtpsender.submission.GraphCheck;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import dev.mailbridge.token.AccessToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A mailbox that sends through Graph, from the command to the customer. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class GraphTenantTest extends TenantTest {
  @Inject GraphCheck check;

  @Override
  protected void signIn() {
    signIn(AccessToken.Mechanism.BEARER, Resource.GRAPH, "Mail.Send", "Mail.ReadWrite");
  }

  @Test
  void shouldSendAgainSoonWhenTheDraftWasNeverSent() {
    // Given
    simulator.apply(answerLost(false));

    // When
    OutgoingMail mail = send();

    // Then: the draft is the proof, nobody waits ten minutes for Sent Items
    assertThat(helpDesk.reports(mail, 4))
        .extracting(DeliveryReport::state)
        .containsExactly(
            DeliveryState.ACCEPTED,
            DeliveryState.UNCERTAIN,
            DeliveryState.DEFERRED,
            DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "Drafts")).isEmpty();
  }

  @Test
  void shouldKnowThatItWasSentWhenTheDraftIsNoneAnyMore() {
    // Given
    simulator.apply(answerLost(true));

    // When
    OutgoingMail mail = send();

    // Then
    assertThat(helpDesk.reports(mail, 3))
        .extracting(DeliveryReport::state)
        .containsExactly(DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.SENT);
    assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
  }

  @Test
  void shouldPassEveryStepOfTheCheckAndLeaveNothingBehind() {
    // When
    List<CheckStep> steps = check.run(mailbox("check")).steps();

    // Then
    assertThat(steps).hasSize(3).allMatch(step -> step.outcome() == CheckStep.Outcome.PASSED);
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "Drafts")).isEmpty();
  }

  @Test
  void shouldSayWhatToGrantWhenTheCheckMayMakeNoDraft() {
    // Given
    signIn(AccessToken.Mechanism.BEARER, Resource.GRAPH, "Mail.Read");

    // When
    CheckStep last = check.run(mailbox("check")).steps().getLast();

    // Then
    assertThat(last.outcome()).isEqualTo(CheckStep.Outcome.FAILED);
    assertThat(last.remedy()).contains("Mail.ReadWrite");
  }

  private OutgoingMail send() {
    MailboxDefinition mailbox = mailbox("mailbox-" + UUID.randomUUID());
    helpDesk.define(mailbox);
    OutgoingMail mail = helpDesk.replyTo(mailbox.id().value(), "TICKET-1", customer);
    helpDesk.send(mail);
    return mail;
  }

  private static MailboxDefinition mailbox(String id) {
    return new MailboxDefinition(
        MailboxId.of(id),
        ProjectId.of("helpdesk"),
        SeedDirectory.HELPDESK,
        "Help Desk",
        true,
        null,
        new MailboxDefinition.Outgoing(
            Transport.GRAPH, null, null, null, null, null, null, null, null),
        List.of(),
        1);
  }
}
