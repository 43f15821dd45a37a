package dev.mailbridge.smtpsender.certainty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that means harm while Sent Items are searched: the search fails, and nothing else. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
@Timeout(60)
class HostileImapServerTest {
  private static final byte[] PART = "x".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINES =
      "* SEARCH 1\r\n".repeat(700).getBytes(StandardCharsets.US_ASCII);

  @Inject ImapSentItems sentItems;

  private final AtomicLong written = new AtomicLong();
  private ServerSocket server;

  /** What has no end. */
  enum Endless {
    GREETING,
    LINE,
    LINES
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeUnavailableWhenAnAnswerHasNoEnd(Endless kind) throws IOException {
    // Given
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(kind));
    MailboxDefinition mailbox =
        HelpDesk.mailbox(
            "hostile",
            "helpdesk",
            25,
            1,
            null,
            new MailboxDefinition.SentItems(
                "localhost", server.getLocalPort(), ConnectionSecurity.NONE, null));

    // When
    SentItemsSearch.Result result = sentItems.find(mailbox, "<ours@contoso.example>");

    // Then: what the kernel's buffers hold comes on top of one answer's mebibyte
    assertThat(result).isEqualTo(new SentItemsSearch.Result.Unavailable(false));
    assertThat(written.get()).isLessThan(16L << 20);
  }

  private void serve(Endless kind) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        converse(client, kind);
      } catch (IOException e) {
        // The client has had enough, or the test has ended.
      }
    }
  }

  private void converse(Socket client, Endless kind) throws IOException {
    OutputStream out = client.getOutputStream();
    if (kind == Endless.GREETING) {
      endless(out, PART);
    }
    say(out, "* OK ready\r\n");
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words.length > 1 && line.contains("SEARCH")) {
        endless(out, kind == Endless.LINE ? PART : LINES);
      }
      if (line.contains("CAPABILITY")) {
        say(out, "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n");
      } else if (line.contains("EXAMINE")) {
        say(out, "* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] x\r\n");
      }
      say(out, words[0] + " OK done\r\n");
    }
  }

  private void endless(OutputStream out, byte[] part) throws IOException {
    while (true) {
      out.write(part);
      written.addAndGet(part.length);
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
