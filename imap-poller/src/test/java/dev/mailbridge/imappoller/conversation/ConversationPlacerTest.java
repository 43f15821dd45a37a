package dev.mailbridge.imappoller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.SentMail;
import dev.mailbridge.contracts.TicketAddress;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.contracts.TicketProofKind;
import dev.mailbridge.imappoller.fixture.CaseMails;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import dev.mailbridge.mailparse.MailParser;
import dev.mailbridge.mailparse.ParsedMail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Case 17: its outgoing ids are on mail.sent. */
class ConversationPlacerTest {
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");
  private final SentMails sent = new SentMails(new KafkaSettings(Map.of()));
  private final ConversationPlacer placer = new ConversationPlacer(new FakeTokens(), sent);

  @BeforeEach
  void send() {
    send("<ticket-4711-1@example.com>");
    send("<ticket-4711-2@example.com>");
  }

  private void send(String messageId) {
    SentMail mail =
        new SentMail(
            messageId,
            OutgoingId.of("o-1"),
            MailboxId.of("mb"),
            HELPDESK,
            "4711",
            List.of("ann@customer.example.com"),
            Instant.EPOCH);
    sent.accept(new ConsumerRecord<>("mail.sent", 0, 0, messageId, ContractJson.write(mail)));
  }

  @Test
  void shouldProveTheTicketByOurSignedAddressAndByNoOther() {
    // Given
    String address =
        TicketAddress.issue(HELPDESK, "4711", FakeTokens.KEY, "desk@example.com").orElseThrow();
    String forged = address.replace("+mb1-", "+mb1-a");

    // Then
    Placement placed = placeTo(address.toUpperCase(java.util.Locale.ROOT));
    assertThat(placed.ticketRef()).isEqualTo("4711");
    assertThat(placed.proof().kind()).isEqualTo(TicketProofKind.ADDRESS);
    assertThat(placed.proof().participant()).isNull();
    assertThat(placeTo(forged).ticketRef()).isNull();
  }

  private Placement placeTo(String to) {
    String raw =
        "From: x@customer.example.com\r\nTo: %s\r\nSubject: again\r\nMessage-ID: <n@x>\r\n\r\nhello"
            .formatted(to);
    return placer.place(HELPDESK, new MailParser().parse(raw.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Case 17, from its files. */
  @ParameterizedTest
  @CsvSource({"input.eml,4711", "input-2.eml,4711", "input-3.eml,"})
  void shouldPlaceTheMailsOfTheCase(String file, String ticket) {
    ParsedMail mail = new MailParser().parse(CaseMails.raw("17-threading-references/" + file));
    Placement placed = placer.place(HELPDESK, mail);

    if (ticket == null) {
      assertThat(placed.proof() == null ? null : placed.proof().kind())
          .isIn(null, TicketProofKind.SUBJECT_HINT);
    } else {
      assertThat(placed.ticketRef()).isEqualTo(ticket);
      assertThat(placed.proof().kind()).isEqualTo(TicketProofKind.SENT);
    }
  }

  @Test
  void shouldProveTheTicketByWhatWasSentWhateverTheSubjectSays() {
    Placement placed =
        place(
            "ann@customer.example.com",
            "now something else",
            "In-Reply-To: <ticket-4711-2@example.com>\r\n");

    assertThat(placed.ticketRef()).isEqualTo("4711");
    assertThat(placed.proof().kind()).isEqualTo(TicketProofKind.SENT);
    assertThat(placed.proof().participant()).isTrue();
  }

  @Test
  void shouldSayThatAStrangerDidNotTakePart() {
    Placement placed =
        place("zoe@stranger.example.com", "x", "References: <ticket-4711-1@example.com>\r\n");

    assertThat(placed.ticketRef()).isEqualTo("4711");
    assertThat(placed.proof().participant()).isFalse();
  }

  @Test
  void shouldTakeASubjectForNoMoreThanAHint() {
    assertThat(place("zoe@stranger.example.com", "Re: Your request", "").ticketRef()).isNull();
    assertThat(place("zoe@stranger.example.com", "AW: [#4711] x", "").proof().kind())
        .isEqualTo(TicketProofKind.SUBJECT_HINT);
  }

  @Test
  void shouldProveTheTicketByOurOwnMessageIdAndNotByAnAlteredOne() {
    String ours =
        TicketMessageId.issue(HELPDESK, "99", OutgoingId.of("o-2"), FakeTokens.KEY, "example.com");

    assertThat(place("a@b.example", "x", "In-Reply-To: " + ours + "\r\n").proof().kind())
        .isEqualTo(TicketProofKind.MAC);
    assertThat(
            place("a@b.example", "x", "In-Reply-To: " + ours.replace("mb1.", "mb1.A") + "\r\n")
                .ticketRef())
        .isNull();
  }

  @Test
  void shouldKeepAConversationUnderOneKey() {
    String first = place("a@b.example", "x", "Message-ID: <one@b.example>\r\n").key();

    assertThat(
            place("c@d.example", "Re: x", "References: <one@b.example> <two@d.example>\r\n").key())
        .isEqualTo(first);
    assertThat(place("c@d.example", "x", "Message-ID: <other@b.example>\r\n").key())
        .isNotEqualTo(first);
  }

  private Placement place(String from, String subject, String headers) {
    String mail =
        "From: %s\r\nSubject: %s\r\n%s\r\n\r\ntext\r\n".formatted(from, subject, headers.strip());
    return placer.place(
        HELPDESK,
        new MailParser()
            .parse(mail.replace("\r\n\r\n\r\n", "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
  }
}
