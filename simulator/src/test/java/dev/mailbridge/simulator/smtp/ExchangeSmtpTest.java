package dev.mailbridge.simulator.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.mail.StoredMail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Exchange Online's own way with SMTP submission. */
class ExchangeSmtpTest {
  private Simulator simulator;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private void set(String patch) {
    simulator
        .settings()
        .use(
            Json.patched(
                simulator.settings().behaviour(),
                patch.getBytes(StandardCharsets.UTF_8),
                Behaviour.class));
  }

  private static String send(RawClient client, String from, String messageId) throws IOException {
    String mail = client.reply("MAIL FROM:<" + from + "> SIZE=200");
    if (!mail.startsWith("250")) {
      return mail;
    }
    client.reply("RCPT TO:<customer@customer.example>");
    client.reply("DATA");
    return client.reply(
        "From: "
            + from
            + "\r\nTo: customer@customer.example\r\nSubject: x\r\nMessage-ID: "
            + messageId
            + "\r\n\r\n..stuffed\r\n.");
  }

  private static String raw(StoredMail mail) {
    return new String(mail.content().octets(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldOfferStartTlsAndThenXoauth2WhenGreeted() throws Exception {
    try (RawClient client = RawClient.smtp(simulator)) {
      assertThat(client.reply("EHLO again"))
          .contains("SIZE 157286400", "AUTH LOGIN XOAUTH2", "SMTPUTF8")
          .doesNotContain("STARTTLS");
      assertThat(client.reply("MAIL FROM:<ann@contoso.example>")).startsWith("530 5.7.57");
    }
  }

  @Test
  void shouldNameOurMessageIdWhenAMailIsTaken() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      // When
      String reply = send(client, SeedDirectory.HELPDESK, "<ours@contoso.example>");

      // Then
      assertThat(reply).startsWith("250 2.0.0 OK <ours@contoso.example>");
      assertThat(raw(simulator.mails(SeedDirectory.CUSTOMER, "INBOX").getFirst()))
          .startsWith("Received: ")
          .endsWith("\r\n\r\n.stuffed\r\n");
      assertThat(raw(simulator.mails(SeedDirectory.HELPDESK, "Sent Items").getFirst()))
          .contains("Message-ID: <ours@contoso.example>");
    }
  }

  @Test
  void shouldKeepOursApartWhenTheMessageIdIsRewritten() throws Exception {
    // Given
    set("{\"messageIdRewritten\":true}");
    try (RawClient client = Tokens.submission(simulator)) {
      // When
      String reply = send(client, SeedDirectory.HELPDESK, "<ours@contoso.example>");

      // Then
      String theirs = reply.substring(reply.indexOf('<'), reply.indexOf('>') + 1);
      assertThat(theirs).contains("prod.outlook.com");
      assertThat(raw(simulator.mails(SeedDirectory.HELPDESK, "Sent Items").getFirst()))
          .contains("Message-ID: " + theirs)
          .contains("X-Microsoft-Original-Message-ID: <ours@contoso.example>");
    }
  }

  @Test
  void shouldRefuseASecondMailWhenItsMessageIdIsKnown() throws Exception {
    // Given
    set("{\"duplicateRefused\":true}");
    try (RawClient client = Tokens.submission(simulator)) {
      send(client, SeedDirectory.HELPDESK, "<same@contoso.example>");

      // Then
      assertThat(send(client, SeedDirectory.HELPDESK, "<same@contoso.example>"))
          .startsWith("554 5.2.0")
          .contains("MapiExceptionDuplicateDelivery");
    }
  }

  @Test
  void shouldCopyToTheSignersMailboxWhenTheSenderIsShared() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      // When
      String reply = send(client, SeedDirectory.SUPPORT, "<shared@contoso.example>");

      // Then
      assertThat(reply).startsWith("250");
      assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).hasSize(1);
      assertThat(simulator.mails(SeedDirectory.SUPPORT, "Sent Items")).isEmpty();
    }
  }

  @Test
  void shouldDenyWhenTheSenderIsSomeoneElse() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(send(client, SeedDirectory.ANN, "<x@contoso.example>"))
          .startsWith("554 5.2.252 SendAsDenied")
          .contains("MapiExceptionSendAsDenied");
      assertThat(send(client, SeedDirectory.HELPDESK, "<y@contoso.example>")).startsWith("250");
    }
  }

  @Test
  void shouldRefuseAFourthConnectionWhenItSends() throws Exception {
    // Given
    List<RawClient> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(Tokens.submission(simulator));
    }

    // Then
    assertThat(send(open.get(3), SeedDirectory.HELPDESK, "<a@contoso.example>"))
        .startsWith("432 4.3.2 Concurrent connections limit exceeded");
    open.get(3).reply("QUIT");
    await()
        .until(
            () ->
                send(open.getFirst(), SeedDirectory.HELPDESK, "<b@contoso.example>")
                    .startsWith("250"));
    for (RawClient client : open) {
      client.close();
    }
  }

  @Test
  void shouldLimitMailsWhenThirtyWereSentInAMinute() throws Exception {
    // Given
    set("{\"messagesPerMinute\":3}");
    try (RawClient client = Tokens.submission(simulator)) {
      for (int i = 0; i < 3; i++) {
        send(client, SeedDirectory.HELPDESK, "<" + i + "@contoso.example>");
      }

      // Then
      assertThat(send(client, SeedDirectory.HELPDESK, "<4@contoso.example>"))
          .startsWith("421 4.3.2");
    }
    simulator.clock().advance(Duration.ofMinutes(1));
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(send(client, SeedDirectory.HELPDESK, "<5@contoso.example>")).startsWith("250");
    }
  }

  @Test
  void shouldRefuseLargeMailsWhenTheirSizeIsDeclared() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(client.reply("MAIL FROM:<helpdesk@contoso.example> SIZE=157286401"))
          .startsWith("552 5.3.4");
    }
  }

  @Test
  void shouldNotLogInWhenSmtpAuthIsDisabled() throws Exception {
    // Given
    set("{\"smtpAuthDisabled\":true}");
    try (RawClient client = RawClient.smtp(simulator)) {
      assertThat(
              client.reply(
                  "AUTH XOAUTH2 "
                      + RawClient.xoauth2(
                          SeedDirectory.ANN, Tokens.smtp(simulator, SeedDirectory.ANN))))
          .startsWith("535 5.7.139")
          .contains("disabled for the Tenant");
    }
  }

  @Test
  void shouldRefuseWhenTheUserNameIsNotTheTokensOwner() throws Exception {
    try (RawClient client = RawClient.smtp(simulator)) {
      String challenge =
          client.reply(
              "AUTH XOAUTH2 "
                  + RawClient.xoauth2(
                      SeedDirectory.SUPPORT, Tokens.smtp(simulator, SeedDirectory.HELPDESK)));
      assertThat(challenge).startsWith("334 eyJzdGF0dXMi");
      assertThat(client.reply("")).startsWith("535 5.7.3");
    }
  }

  @Test
  void shouldSendAReportWhenARecipientIsUnknown() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      // When
      client.reply("MAIL FROM:<helpdesk@contoso.example>");
      client.reply("RCPT TO:<nobody@contoso.example>");
      client.reply("DATA");
      client.reply(
          "From: helpdesk@contoso.example\r\nMessage-ID: <lost@contoso.example>\r\n\r\nx\r\n.");

      // Then
      assertThat(raw(simulator.mails(SeedDirectory.HELPDESK, "INBOX").getFirst()))
          .contains("report-type=delivery-status")
          .contains("Final-Recipient: rfc822;nobody@contoso.example")
          .contains("Status: 5.1.10")
          .contains("Message-ID: <lost@contoso.example>");
    }
  }
}
