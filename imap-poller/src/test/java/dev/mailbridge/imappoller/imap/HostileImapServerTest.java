package dev.mailbridge.imappoller.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.imappoller.fixture.ScriptedCommand;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.ScriptedSession;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm: they may lose their own mailbox's connection, and nothing else. */
@Timeout(60)
class HostileImapServerTest {
  private static final byte[] MAIL =
      "Subject: hello\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path spool;
  private final ScriptedImapServer server = new ScriptedImapServer();
  private ScriptedSource source;

  @BeforeEach
  void connect() {
    source = new ScriptedSource(server, spool);
    for (long uid = 1; uid <= 3; uid++) {
      server
          .folder("INBOX")
          .add(
              new StoredMail(uid, MAIL, MAIL.length, Instant.now(), new ConcurrentSkipListSet<>()));
    }
  }

  @AfterEach
  void close() {
    source.close();
    server.close();
  }

  /** Writes as long as the client reads. */
  private static boolean flood(ScriptedSession session, String piece) throws IOException {
    byte[] octets = piece.repeat(4096).getBytes(StandardCharsets.ISO_8859_1);
    while (true) {
      session.octets(octets);
      session.flush();
    }
  }

  private void assertLost(String said) {
    source.open();
    assertThatThrownBy(() -> source.drain("INBOX"))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.CONNECTION_LOST))
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "* 1 FETCH (", "((((", "\"", "\\"})
  void shouldLoseTheConnectionAndNoMemoryWhenALineNeverEnds(String piece) {
    server.script((command, session) -> command.matches("UID FETCH .*") && flood(session, piece));
    assertLost("more than 33554432 octets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "4294967296", "99999999999999999999", "33554433"})
  void shouldLoseTheConnectionAndNoMemoryWhenALiteralIsAnnouncedTooLong(String length) {
    server.script(
        (command, session) -> {
          if (!command.matches("UID FETCH .*BODY.*")) {
            return false;
          }
          session.line("* 1 FETCH (UID 1 BODY[] {" + length + "}");
          return true;
        });
    assertLost("more than 33554432 octets");
  }

  @Test
  void shouldLoseTheConnectionWhenALiteralIsShorterThanAnnounced() {
    server.script(
        (command, session) -> {
          if (!command.matches("UID FETCH .*BODY.*")) {
            return false;
          }
          session.line("* 1 FETCH (UID 1 BODY[] {5000}");
          session.line("short)");
          session.line(command.tag() + " OK done");
          return true;
        });
    assertLost("no answer in time");
  }

  @Test
  void shouldReadTheOtherMailsWhenAnAnswerIsRubbish() {
    // Given
    server.script(
        (command, session) -> {
          if (command.matches("UID FETCH 1:3 .*BODY.*")) {
            session.line("* -1 FETCH (UID -7 BODY[] {0}");
            session.line(")");
            session.line("* 99999999999999999999 FETCH (UID 99999999999999999999)");
            session.line("* 1 FETCH (UID 18446744073709551617 BODY[] \"x\")");
            session.line("* 1 FETCH (((((((((((((((((((((((((((((");
            session.line("* FETCH");
            session.line("*");
            session.line("");
            session.line("* BAD what?");
          }
          return false;
        });
    source.open();

    // When
    List<SourceItem> items = source.drain("INBOX");

    // Then
    assertThat(items).hasSize(3).allMatch(SourceItem.Mail.class::isInstance);
    assertThat(source.cursor().lastUid()).isEqualTo(3);
  }

  @Test
  void shouldNotTakeAMailWhenItWasNotAskedFor() {
    // Given
    server.script(
        (command, session) -> {
          if (command.matches("UID FETCH 1:3 .*BODY.*")) {
            session.line("* 4 FETCH (UID 4000000000 BODY[] \"planted\")");
          }
          return false;
        });
    source.open();

    // Then
    assertThat(source.drain("INBOX"))
        .extracting(item -> item.key().uid())
        .containsExactly(1L, 2L, 3L);
    assertThat(source.cursor().lastUid()).isEqualTo(3);
  }

  @Test
  void shouldReadOnWhenCountsAreHuge() {
    // Given
    server.script(HostileImapServerTest::boast);
    source.open();

    // Then
    assertThat(source.drain("INBOX")).hasSize(3);
    assertThat(source.cursor().lastUid()).isEqualTo(3);
  }

  private static boolean boast(ScriptedCommand command, ScriptedSession session)
      throws IOException {
    if (command.matches("(SELECT|UID FETCH) .*")) {
      session.line("* 2147483647 EXISTS");
      session.line("* 4294967295 EXISTS");
      session.line("* 99999999999 RECENT");
      session.line("* OK [UIDNEXT 99999999999999999999] far away");
      session.line("* 4294967295 EXPUNGE");
    }
    return false;
  }
}
