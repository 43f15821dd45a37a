package dev.mailbridge.simulator.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.directory.SeedDirectory;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public bug reports about SMTP (cases 34 to 37), each played by a fault or two. */
class SmtpCasesTest {
  private static final String SEND_AS_DENIED =
      "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to"
          + " process message due to a permanent exception";
  private static final String QUOTA =
      "STOREDRV.Submission.Exception:SubmissionQuotaExceededException";

  private Simulator simulator;
  private ControlClient control;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    control = new ControlClient(simulator);
  }

  @AfterEach
  void stop() {
    control.close();
    simulator.close();
  }

  private static void upToDot(RawClient client) throws IOException {
    client.reply("MAIL FROM:<helpdesk@contoso.example>");
    client.reply("RCPT TO:<customer@customer.example>");
    client.reply("DATA");
    client.send(
        "From: helpdesk@contoso.example\r\nMessage-ID: <c36@contoso.example>\r\n\r\ntext\r\n.");
  }

  private static String send(RawClient client) throws IOException {
    upToDot(client);
    return client.readReply();
  }

  private int arrived() {
    return simulator.mails(SeedDirectory.CUSTOMER, "INBOX").size();
  }

  @Test
  void shouldPlayCase34WhenTheServerThrottles() throws Exception {
    // Given: three connections are fine, and each more one is told at the end of DATA.
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(Tokens.submission(simulator));
    }
    assertThat(send(clients.getLast()))
        .startsWith(
            "432 4.3.2 Concurrent connections limit exceeded. Visit"
                + " https://aka.ms/concurrent_sending for more information.");
    clients.removeLast().close();

    // When 30 mails have gone within a minute
    await().until(() -> send(clients.getFirst()).startsWith("250"));
    while (arrived() < 30) {
      assertThat(send(clients.getFirst())).startsWith("250");
    }

    // Then
    assertThat(clients.getFirst().reply("MAIL FROM:<helpdesk@contoso.example>"))
        .isEqualTo("421 4.3.2 The maximum number of messages per minute has been exceeded\n");
    assertThat(clients.getFirst().readLine()).isNull();
    simulator.clock().advance(Duration.ofSeconds(61));
    assertThat(send(clients.get(1))).startsWith("250");
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void shouldPlayCase34WhenTheServerGreylistsAndEndsIdleConnections() throws Exception {
    // Given: mail 7, first try, at RCPT TO.
    control.fault(
        "{\"kind\":\"reply\",\"protocol\":\"smtp\",\"step\":\"rcpt\",\"after\":6,\"count\":1,"
            + "\"text\":\"451 4.7.1 Greylisted, try again later\"}");
    control.call("PATCH", "/behaviour", "{\"smtpSilentEndAfter\":\"PT0.5S\"}");
    try (RawClient client = Tokens.submission(simulator)) {
      for (int mail = 1; mail <= 6; mail++) {
        assertThat(send(client)).startsWith("250");
      }
      client.reply("MAIL FROM:<helpdesk@contoso.example>");
      assertThat(client.reply("RCPT TO:<customer@customer.example>"))
          .isEqualTo("451 4.7.1 Greylisted, try again later\n");
      assertThat(client.reply("RCPT TO:<customer@customer.example>")).startsWith("250");

      // Then a connection that says nothing is closed without a word.
      assertThat(client.readLine()).isNull();
    }
  }

  @Test
  void shouldPlayCase35WhenTheServerRefusesForGood() throws Exception {
    // 1: ann may not send as the help desk
    try (RawClient client = RawClient.smtp(simulator)) {
      client.reply(
          "AUTH XOAUTH2 "
              + RawClient.xoauth2(SeedDirectory.ANN, Tokens.smtp(simulator, SeedDirectory.ANN)));
      assertThat(send(client)).contains("SendAsDenied");
    }
    control.fault(refusal("554 5.2.0 " + SEND_AS_DENIED));
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(send(client)).isEqualTo("554 5.2.0 " + SEND_AS_DENIED + "\n");

      // 4: too large, said late
      control.fault(refusal("552 5.3.4 Message size exceeds fixed maximum message size"));
      assertThat(send(client)).startsWith("552 5.3.4");

      // 5: two lines
      control.fault(refusal("554-5.2.0 first line\\n554 5.2.0 " + QUOTA));
      assertThat(send(client)).isEqualTo("554-5.2.0 first line\n554 5.2.0 " + QUOTA + "\n");
      assertThat(arrived()).isZero();
      assertThat(send(client)).startsWith("250");
    }

    // 3: a smaller SIZE
    control.call("PATCH", "/behaviour", "{\"messageSizeLimit\":36700160}");
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(client.reply("EHLO again")).contains("250-SIZE 36700160\n");
      assertThat(client.reply("MAIL FROM:<helpdesk@contoso.example> SIZE=40000000"))
          .startsWith("552 5.3.4");
    }

    // 2: SMTP AUTH is off
    control.call("PATCH", "/behaviour", "{\"smtpAuthDisabled\":true}");
    try (RawClient client = RawClient.smtp(simulator)) {
      assertThat(
              client.reply(
                  "AUTH XOAUTH2 "
                      + RawClient.xoauth2(
                          SeedDirectory.HELPDESK, Tokens.smtp(simulator, SeedDirectory.HELPDESK))))
          .startsWith(
              "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for"
                  + " the Tenant.");
    }
  }

  private static String refusal(String text) {
    return "{\"kind\":\"reply\",\"protocol\":\"smtp\",\"step\":\"end-of-data\",\"count\":1,"
        + "\"text\":\""
        + text
        + "\"}";
  }

  @Test
  void shouldPlayCase36WhenTheAnswerToDataIsLost() throws Exception {
    // (a) taken, and never said
    control.fault("{\"kind\":\"answer-lost\",\"count\":1,\"delay\":\"PT0.5S\"}");
    try (RawClient client = Tokens.submission(simulator)) {
      upToDot(client);
      client.readTimeoutMillis(200);
      assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(arrived()).isEqualTo(1);
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).hasSize(1);

    // (a') not taken, and never said
    control.fault("{\"kind\":\"answer-lost\",\"taken\":false,\"count\":1,\"delay\":\"PT0.1S\"}");
    try (RawClient client = Tokens.submission(simulator)) {
      upToDot(client);
      assertThat(client.readLine()).isNull();
    }
    assertThat(arrived()).isEqualTo(1);

    // (d) lost in the middle of DATA
    control.fault("{\"kind\":\"cut\",\"step\":\"in-data\",\"count\":1}");
    try (RawClient client = Tokens.submission(simulator)) {
      client.reply("MAIL FROM:<helpdesk@contoso.example>");
      client.reply("RCPT TO:<customer@customer.example>");
      assertThat(client.reply("DATA")).startsWith("354");
      assertThat(client.readLine()).isNull();
    }
    assertThat(arrived()).isEqualTo(1);
  }

  @Test
  void shouldPlayItsKinWhenTheCopyIsLateElsewhereOrMissing() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      control.fault("{\"kind\":\"sent-items-missing\",\"count\":1}");
      send(client);
      assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).isEmpty();
      control.fault(
          "{\"kind\":\"sent-items-elsewhere\",\"count\":1,\"other\":\"support@contoso.example\"}");
      send(client);
      assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).isEmpty();
      assertThat(simulator.mails(SeedDirectory.SUPPORT, "Sent Items")).hasSize(1);
      control.fault("{\"kind\":\"sent-items-late\",\"count\":1,\"delay\":\"PT0.3S\"}");
      send(client);
      assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).isEmpty();
      await().until(() -> simulator.mails(SeedDirectory.HELPDESK, "Sent Items").size() == 1);
    }
  }

  @Test
  void shouldPlayCase37WhenTheRawDataIsRead() throws Exception {
    try (RawClient client = Tokens.submission(simulator)) {
      client.reply("MAIL FROM:<helpdesk@contoso.example>");
      client.reply("RCPT TO:<a@example.com>");
      client.reply("RCPT TO:<hidden@example.com>");
      client.reply("DATA");
      client.reply("From: helpdesk@contoso.example\r\nBcc: hidden@example.com\r\n\r\nx\r\n.");
    }
    // Then: what was in DATA reaches everybody, a Bcc line too; and who was named is known.
    for (String recipient : new String[] {"a@example.com", "hidden@example.com"}) {
      JsonNode mail = control.json("GET", "/mailboxes/" + recipient + "/messages", "").get(0);
      assertThat(new String(Base64.getDecoder().decode(mail.path("raw").asText()), US_ASCII))
          .contains("\r\nBcc: hidden@example.com\r\n");
    }
    assertThat(control.json("GET", "/clients?protocol=smtp", "").path("said"))
        .extracting(said -> said.path("line").asText())
        .filteredOn(line -> line.startsWith("RCPT") || line.startsWith("AUTH"))
        .containsExactly(
            "AUTH XOAUTH2 (not remembered)",
            "RCPT TO:<a@example.com>",
            "RCPT TO:<hidden@example.com>");
  }

  @Test
  void shouldBounceWhenTheRecipientsServerRefuses() throws Exception {
    control.fault("{\"kind\":\"bounce\",\"count\":1,\"text\":\"550 5.1.1 User unknown\"}");
    try (RawClient client = Tokens.submission(simulator)) {
      assertThat(send(client)).startsWith("250");
    }
    assertThat(arrived()).isZero();
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "INBOX")).hasSize(1);
  }

  @Test
  void shouldStrikeAShareOfTheCallsWhenOneIsSet() throws Exception {
    // Given
    String id =
        control.fault(
            "{\"kind\":\"reply\",\"protocol\":\"smtp\",\"step\":\"noop\",\"share\":0.5,"
                + "\"text\":\"451 4.3.0 later\"}");
    int refused = 0;
    try (RawClient client = Tokens.submission(simulator)) {
      // When
      for (int i = 0; i < 200; i++) {
        refused += client.reply("NOOP").startsWith("451") ? 1 : 0;
      }
    }

    // Then
    assertThat(refused).isBetween(60, 140);
    assertThat(control.json("GET", "/faults", "").get(0).path("strikes").asInt())
        .isEqualTo(refused);
    assertThat(control.call("DELETE", "/faults/" + id, "").statusCode()).isEqualTo(204);
    assertThat(control.json("GET", "/faults", "")).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWhenAFaultIsMalformed() throws Exception {
    assertThat(control.call("POST", "/faults", "{\"kind\":\"explode\"}").body())
        .contains("kind explode is unknown");
    assertThat(control.call("POST", "/faults", "{\"kind\":\"cut\",\"mailbx\":\"a\"}").statusCode())
        .isEqualTo(400);
    assertThat(control.call("POST", "/faults", "{\"kind\":\"cut\",\"share\":2}").body())
        .contains("share must lie between 0 and 1");
  }
}
