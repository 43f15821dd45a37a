package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.TicketAddress;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMailFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyAddressTest {
  private static final ProjectId PROJECT = ProjectId.of("helpdesk");

  private final FakeTokens keys = new FakeTokens();
  private final ReplyAddress replies = new ReplyAddress(keys);
  private final StoredMail mail = StoredMailFixture.sending(Instant.EPOCH, "a@customer.example");

  @Test
  void shouldBeTheAddressThatThePollerTrustsWhenTheMailboxAsksForIt() {
    // When
    MailAddress address = replies.of(mail, mailbox(true)).orElseThrow();

    // Then
    assertThat(address.name()).isEqualTo("Contoso Desk");
    assertThat(TicketAddress.verify(PROJECT, address.address(), keys::verificationKey))
        .contains("T-1");
    assertThat(
            TicketAddress.verify(ProjectId.of("other"), address.address(), keys::verificationKey))
        .isEmpty();
  }

  @Test
  void shouldBeTheSendersWhenTheMailboxDoesNotAskForIt() {
    assertThat(replies.of(mail, mailbox(null))).isEmpty();
    assertThat(replies.of(mail, mailbox(false))).isEmpty();
  }

  @Test
  void shouldBeTheSendersWhenThereIsNoKey() {
    // Given
    keys.keys(false);

    // When / Then
    assertThat(replies.of(mail, mailbox(true))).isEmpty();
  }

  private static MailboxDefinition mailbox(Boolean ticketReplyTo) {
    return new MailboxDefinition(
        MailboxId.of("desk"),
        PROJECT,
        "desk@contoso.example",
        "Contoso Desk",
        true,
        null,
        new MailboxDefinition.Outgoing(
            Transport.SMTP, "localhost", 25, null, null, null, null, null, ticketReplyTo),
        List.of(),
        1);
  }
}
