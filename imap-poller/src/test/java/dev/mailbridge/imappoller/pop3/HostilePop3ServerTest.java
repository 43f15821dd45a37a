package dev.mailbridge.imappoller.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.fixture.ScriptedPop3Server;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm: they may lose their own mailbox's connection, and nothing else. */
@Timeout(60)
class HostilePop3ServerTest {
  private final ScriptedPop3Server server = new ScriptedPop3Server();
  private final ReadMemory memory = new ReadMemory(Clock.systemUTC(), id -> false);

  @AfterEach
  void close() {
    server.close();
  }

  private Pop3Source open() {
    TestMailbox mailbox =
        new TestMailbox("nowhere", server.port(), Protocol.POP3).firstRead(FirstRead.BEGINNING);
    return new Pop3Source(
        mailbox.definition(),
        () ->
            new Pop3Connection(
                MailSocket.connect(
                    new Endpoint("localhost", server.port(), ConnectionSecurity.NONE),
                    null,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2))),
        memory,
        new FetchBudget(64 << 20),
        new Pop3Limits(10, 1 << 20, 1 << 20));
  }

  private void flood(String command, String piece) {
    server.script(
        command,
        out -> {
          out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
          byte[] octets = piece.repeat(4096).getBytes(StandardCharsets.US_ASCII);
          while (true) {
            out.write(octets);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST", "UIDL"})
  void shouldLoseTheConnectionAndNoMemoryWhenAListNeverEnds(String command) {
    flood(command, "x");
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.CONNECTION_LOST))
        .hasMessageContaining("more than 100663296 octets");
  }

  @Test
  void shouldLeaveOutAMailThatNeverEndsAfterSomeTries() {
    // Given
    server.add("a", StoredMail.text("a", "body"));
    server.add("b", StoredMail.text("b", "body"));
    flood("RETR 1", "line\r\n");
    for (int attempt = 0; attempt < 2; attempt++) {
      Pop3Source source = open();
      assertThatThrownBy(() -> source.next("INBOX", null)).hasMessageContaining("more than");
      source.close();
    }

    // When
    List<SourceItem> items = open().next("INBOX", null).orElseThrow().items();

    // Then
    assertThat(items).singleElement().isInstanceOf(SourceItem.Unreadable.class);
  }

  @Test
  void shouldPassOverLinesThatAreNone() {
    // Given
    server.add("a", StoredMail.text("a", "body"));
    server.script(
        "UIDL",
        out ->
            out.write(
                "+OK\r\n\r\nnothing\r\n99999999999999 x\r\n-1 y\r\n1 a\r\n.\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));

    // Then
    assertThat(open().next("INBOX", null).orElseThrow().items())
        .extracting(item -> item.key().sourceId())
        .containsExactly("a");
  }

  @Test
  void shouldNotWaitForEverForOneOctetASecond() throws IOException {
    // Given
    AtomicLong nanos = new AtomicLong();
    Pop3Bounds bounds = Pop3Bounds.of(1 << 20, nanos::get);

    // When
    for (int i = 0; i < 63; i++) {
      nanos.addAndGet(1_000_000_000L);
      bounds.count();
    }

    // Then
    assertThatThrownBy(
            () -> {
              nanos.addAndGet(1_000_000_000L);
              bounds.count();
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("64 octets in 64 seconds");
  }
}
