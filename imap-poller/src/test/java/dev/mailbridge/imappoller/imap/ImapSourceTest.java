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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers do to a reader; the numbers are those of the cases. */
class ImapSourceTest {
  @TempDir Path spool;
  private final ScriptedImapServer server = new ScriptedImapServer();
  private ScriptedSource source;

  @BeforeEach
  void connect() {
    source = new ScriptedSource(server, spool);
  }

  @AfterEach
  void close() {
    source.close();
    server.close();
  }

  /** Case 24. */
  @Test
  void shouldReadPastAMailThatTheServerCanNotGiveOut() {
    // Given
    addMails(101, 110);
    server.script(ImapSourceTest::refuse105);
    source.open();

    // When
    List<SourceItem> items = source.drain("INBOX");

    // Then
    assertThat(uids(items))
        .containsExactly(101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L, 110L);
    assertThat(items.get(4))
        .isInstanceOfSatisfying(
            SourceItem.Unreadable.class, item -> assertThat(item.reason()).isEqualTo("FETCH_NO"));
    assertThat(source.cursor().lastUid()).isEqualTo(110);
    assertThat(source.cursor().owed()).containsExactly(105L);
    assertThat(server.connections()).isEqualTo(1);
  }

  /** Case 24, later. */
  @Test
  void shouldAskForAnOwedMailSeldomAndTakeItWhenTheServerIsMended() {
    // Given
    addMails(101, 110);
    server.script(ImapSourceTest::refuse105);
    source.open();
    source.drain("INBOX");

    // When
    for (int minute = 0; minute < 60; minute++) {
      source.clock.advance(Duration.ofMinutes(1));
      assertThat(source.drain("INBOX")).isEmpty();
    }
    long fetches =
        server.commands().stream().filter(c -> c.contains("BODY") && holds105(c)).count();
    server.script((command, session) -> false);
    source.clock.advance(Duration.ofHours(2));

    // Then
    assertThat(fetches).isBetween(3L, 5L);
    assertThat(uids(source.drain("INBOX"))).containsExactly(105L);
    assertThat(source.cursor().owed()).isEmpty();
  }

  private static boolean refuse105(ScriptedCommand command, ScriptedSession session)
      throws IOException {
    if (!command.matches("UID FETCH .*BODY.*") || !holds105(command.text())) {
      return false;
    }
    if (!command.matches("UID FETCH 105 .*")) {
      session.answer(
          new ScriptedCommand("*", command.text().replaceFirst("FETCH \\S+", "FETCH 101:104")));
    }
    session.line(command.tag() + " NO FETCH Server error while fetching messages");
    return true;
  }

  private static boolean holds105(String command) {
    String set = command.split(" ")[2];
    return Arrays.stream(set.split(","))
        .map(part -> part.split(":"))
        .anyMatch(
            ends -> Long.parseLong(ends[0]) <= 105 && Long.parseLong(ends[ends.length - 1]) >= 105);
  }

  /** Case 26. */
  @Test
  void shouldGoOnWhenMailsDisappearInTheMiddle() {
    // Given
    addMails(401, 403);
    server.script(
        (command, session) -> {
          if (command.matches("UID FETCH 401:403 .*BODY.*")) {
            server.folder("INBOX").remove(402);
            session.line("* 2 EXPUNGE");
            session.line("* 9 EXPUNGE");
          }
          return false;
        });
    source.open();

    // When
    List<SourceItem> items = source.drain("INBOX");

    // Then
    assertThat(uids(items)).containsExactly(401L, 403L);
    assertThat(source.cursor().lastUid()).isEqualTo(403);
    assertThat(source.cursor().owed()).isEmpty();
  }

  @Test
  void shouldOweAMailWhoseBodyIsNil() {
    // Given
    addMails(1, 2);
    server.script(
        (command, session) -> {
          if (!command.matches("UID FETCH 1:2 .*BODY.*")) {
            return false;
          }
          session.line("* 1 FETCH (UID 1 BODY[] NIL)");
          session.answer(new ScriptedCommand(command.tag(), "UID FETCH 2 (UID BODY.PEEK[])"));
          return true;
        });
    source.open();

    // Then
    assertThat(source.drain("INBOX"))
        .extracting(item -> item.getClass().getSimpleName())
        .containsExactly("Unreadable", "Mail");
    assertThat(source.cursor().owed()).containsExactly(1L);
  }

  @Test
  void shouldStepPastAMailThatEndsTheConnectionEachTime() {
    // Given
    addMails(1, 3);
    server.script(
        (command, session) -> {
          if (!command.matches("UID FETCH .*BODY.*") || command.matches("UID FETCH 3 .*")) {
            return false;
          }
          if (command.matches("UID FETCH 1.*")) {
            session.answer(new ScriptedCommand("*", "UID FETCH 1 (UID BODY.PEEK[])"));
          }
          session.line("* BYE Internal error");
          session.flush();
          session.socket().close();
          return true;
        });

    // When
    List<Long> seen = new java.util.ArrayList<>();
    for (int i = 0; i < 8 && !seen.contains(3L); i++) {
      source.open();
      try {
        seen.addAll(uids(source.drain("INBOX")));
      } catch (SourceException e) {
        seen.addAll(source.cursor().lastUid() > 0 && !seen.contains(1L) ? List.of(1L) : List.of());
        assertThat(e.failure()).isEqualTo(SourceFailure.CONNECTION_LOST);
      }
    }

    // Then
    assertThat(source.cursor().lastUid()).isEqualTo(3);
    assertThat(source.cursor().owed()).containsExactly(2L);
  }

  /** Case 27. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Gelöschte Elemente|\"Gel&APY-schte Elemente\"",
        "R&D|R&-D",
        "INBOX/测试|INBOX/&bUuL1Q-",
        "Über \"Alles\"\\neu|\"&ANw-ber \\\"Alles\\\"\\\\neu\"",
        "日本語/サポート|&ZeVnLIqe-/&MLUw3TD8MMg-",
        "a&ü|a&-&APw-",
        "Emoji 😀|\"Emoji &2D3eAA-\"",
        "inbox|INBOX"
      })
  void shouldSelectTheNameOnTheWireWhenAFolderHasAReadableName(String name, String wire) {
    // Given
    server.folder(
        wire.startsWith("\"")
            ? wire.substring(1, wire.length() - 1).replaceAll("\\\\(.)", "$1")
            : wire);
    source.open();

    // When
    source.drain(name);

    // Then
    assertThat(server.commands("SELECT .*")).containsExactly("SELECT " + wire);
  }

  /** Case 27. */
  @Test
  void shouldSayWhichFolderIsMissingAndMakeNone() {
    source.open();
    assertThatThrownBy(() -> source.drain("Nowhere"))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.FOLDER_NOT_FOUND))
        .hasMessageContaining("Nowhere");
    assertThat(server.commands("CREATE.*")).isEmpty();
  }

  /** Case 28, smaller. */
  @Test
  void shouldReadAHugeFolderInBoundedPieces() throws IOException {
    // Given
    addMails(1, 3_999);
    server.folder("INBOX").add(sized(4_000, "too large", 1_400_000_000));
    byte[] big = new byte[3 << 20];
    for (int i = 0; i < big.length; i++) {
      big[i] = (byte) (i % 251);
    }
    server
        .folder("INBOX")
        .add(new StoredMail(4_001, big, big.length, Instant.now(), new ConcurrentSkipListSet<>()));
    // UIDs are sparse.
    addMails(1_000_001, 1_000_003);
    source.open();

    // When
    List<SourceItem> items = source.drain("INBOX");

    // Then
    assertThat(items).hasSize(4_004);
    assertThat(items.get(3_999)).isInstanceOf(SourceItem.TooLarge.class);
    assertThat(items.get(4_000))
        .isInstanceOfSatisfying(
            SourceItem.Spooled.class, item -> assertThat(item.file()).hasBinaryContent(big));
    Files.delete(((SourceItem.Spooled) items.get(4_000)).file());
    assertThat(server.commands("UID FETCH 4000 .*BODY.*")).isEmpty();
    assertThat(server.commands("UID FETCH \\d+:\\d+ .*")).allMatch(command -> span(command) <= 500);
    assertThat(server.commands("(UID )?FETCH.*")).hasSizeLessThan(140);
  }

  private static long span(String command) {
    String[] ends = command.split(" ")[2].split(":");
    return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
  }

  /** Case 22, run 1. */
  @Test
  void shouldNoticeAServerThatGoesSilentInIdle() {
    // Given
    server.script(
        (command, session) -> {
          if (!command.matches("IDLE")) {
            return false;
          }
          session.line("+ IDLE accepted, awaiting DONE command.");
          session.flush();
          while (session.read() != null) {}
          throw new IOException("ended");
        });
    ImapSource imap = source.open();
    source.drain("INBOX");
    long begun = System.nanoTime();

    // Then
    assertThatThrownBy(() -> imap.awaitNews(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.CONNECTION_LOST));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void shouldSeeNewMailThatIsAnnouncedBeforeIdleIsAccepted() {
    // Given
    addMails(1, 1);
    ImapSource imap = source.open();
    source.drain("INBOX");
    server.script(
        (command, session) -> {
          if (command.matches("IDLE")) {
            addMails(2, 2);
            session.line("* 2 EXISTS");
          }
          return false;
        });

    // Then
    assertThat(imap.awaitNews(Duration.ofMinutes(1))).isTrue();
    assertThat(uids(source.drain("INBOX"))).containsExactly(2L);
  }

  @Test
  void shouldDropTheLastMailWhenTheServerAnswersAStarWithIt() {
    // Given
    addMails(1, 5);
    ImapSource imap = source.open();
    source.drain("INBOX");
    server.script(
        (command, session) -> {
          if (command.matches("NOOP|IDLE")) {
            session.line("* 6 EXISTS");
          }
          return false;
        });

    // Then
    assertThat(imap.awaitNews(Duration.ofSeconds(1))).isTrue();
    assertThat(source.drain("INBOX")).isEmpty();
  }

  @Test
  void shouldAnswerTheChallengeOfARefusalWithAnEmptyLine() {
    // Given
    server.script(
        (command, session) -> {
          if (!command.matches("AUTHENTICATE XOAUTH2 .*")) {
            return false;
          }
          session.line("+ eyJzdGF0dXMiOiI0MDAifQ==");
          session.flush();
          session.line(
              session.read().isEmpty()
                  ? command.tag() + " NO AUTHENTICATE failed."
                  : "* BYE protocol error");
          return true;
        });

    // Then
    assertThatThrownBy(source::open)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.TOKEN_REFUSED));
  }

  private void addMails(long from, long to) {
    for (long uid = from; uid <= to; uid++) {
      server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text("m" + uid, "body " + uid)));
    }
  }

  private static StoredMail sized(long uid, String body, long size) {
    StoredMail mail = StoredMail.of(uid, StoredMail.text("m" + uid, body));
    return new StoredMail(uid, mail.raw(), size, mail.receivedAt(), mail.flags());
  }

  private static List<Long> uids(List<SourceItem> items) {
    return items.stream().map(item -> item.key().uid()).toList();
  }
}
