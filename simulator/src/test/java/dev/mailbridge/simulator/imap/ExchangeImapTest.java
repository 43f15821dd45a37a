package dev.mailbridge.simulator.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.directory.MailboxRight;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.mail.SampleMail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Exchange Online's own way with IMAP. */
class ExchangeImapTest {
  private Simulator simulator;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private List<String> authenticate(RawClient client, String user, String token) throws Exception {
    return client.command("a", "AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(user, token));
  }

  @Test
  void shouldOfferExchangesCapabilitiesWhenAsked() throws Exception {
    try (RawClient client = RawClient.imap(simulator)) {
      // When
      String before = client.command("a", "CAPABILITY").getFirst();
      authenticate(client, SeedDirectory.ANN, Tokens.imap(simulator, SeedDirectory.ANN));
      String after = client.command("b", "CAPABILITY").getFirst();

      // Then
      assertThat(before).contains("AUTH=XOAUTH2", "SASL-IR").doesNotContain("MOVE");
      assertThat(after)
          .contains("UIDPLUS", "MOVE", "ID", "UNSELECT", "CHILDREN", "IDLE", "NAMESPACE")
          .doesNotContain("CONDSTORE")
          .doesNotContain("QRESYNC")
          .doesNotContain("SPECIAL-USE");
    }
  }

  @Test
  void shouldSendAChallengeWhenTheTokenIsRefused() throws Exception {
    try (RawClient client = RawClient.imap(simulator)) {
      // When
      client.send("a AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(SeedDirectory.ANN, "nonsense"));

      // Then
      assertThat(client.readLine()).startsWith("+ eyJzdGF0dXMi");
      client.send("");
      assertThat(client.readLine()).isEqualTo("a NO AUTHENTICATE failed.");
    }
  }

  @Test
  void shouldTakeTheResponseWhenItComesAfterTheContinuation() throws Exception {
    try (RawClient client = RawClient.imap(simulator)) {
      // When
      client.send("a AUTHENTICATE XOAUTH2");
      String continuation = client.readLine();
      client.send(RawClient.xoauth2(SeedDirectory.ANN, Tokens.imap(simulator, SeedDirectory.ANN)));

      // Then
      assertThat(continuation).isEqualTo("+ ");
      assertThat(client.readLine()).isEqualTo("a OK AUTHENTICATE completed.");
    }
  }

  @Test
  void shouldRefuseWhenScopeOrAudienceAreOthers() throws Exception {
    // Given
    String otherScope = Tokens.smtp(simulator, SeedDirectory.ANN);
    String otherAudience =
        simulator.accessToken(
            SeedDirectory.CLIENT_ID, SeedDirectory.ANN, Resource.GRAPH, "IMAP.AccessAsUser.All");

    // Then
    for (String token : List.of(otherScope, otherAudience)) {
      try (RawClient client = RawClient.imap(simulator)) {
        client.send("a AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(SeedDirectory.ANN, token));
        client.readLine();
        client.send("");
        assertThat(client.readLine()).startsWith("a NO");
      }
    }
  }

  @Test
  void shouldBeAuthenticatedButNotConnectedWhenTheUserHasNoRight() throws Exception {
    try (RawClient client = RawClient.imap(simulator)) {
      // When
      List<String> logIn =
          authenticate(client, SeedDirectory.HELPDESK, Tokens.imap(simulator, SeedDirectory.ANN));
      List<String> select = client.command("b", "SELECT INBOX");

      // Then
      assertThat(logIn).containsExactly("a OK AUTHENTICATE completed.");
      assertThat(select).containsExactly("b BAD User is authenticated but not connected.");
      assertThat(client.readLine()).startsWith("* BYE Connection closed");
      assertThat(client.readLine()).isNull();
    }
  }

  @Test
  void shouldOpenASharedMailboxWhenTheUserHasFullAccess() throws Exception {
    // Given
    simulator.deliver(SeedDirectory.SUPPORT, SampleMail.numbered(1, 0));
    try (RawClient client = RawClient.imap(simulator)) {
      // When
      authenticate(client, SeedDirectory.SUPPORT, Tokens.imap(simulator, SeedDirectory.HELPDESK));

      // Then
      assertThat(client.command("b", "SELECT INBOX")).contains("* 1 EXISTS");
    }
    // When the right is taken back
    simulator
        .directory()
        .revoke(
            new MailboxRight(
                SeedDirectory.SUPPORT, SeedDirectory.HELPDESK, MailboxRight.Kind.FULL_ACCESS));
    try (RawClient client = RawClient.imap(simulator)) {
      authenticate(client, SeedDirectory.SUPPORT, Tokens.imap(simulator, SeedDirectory.HELPDESK));
      assertThat(client.command("b", "SELECT INBOX").getFirst()).contains("not connected");
    }
  }

  @Test
  void shouldOfferNoKeywordsWhenAFolderIsSelected() throws Exception {
    // Given
    simulator.deliver(SeedDirectory.HELPDESK, SampleMail.numbered(1, 0));
    try (RawClient client = Tokens.inbox(simulator)) {
      // When
      List<String> select = client.command("c", "SELECT inbox");
      client.command("d", "UID STORE 1 +FLAGS (\\Seen $Handled)");

      // Then
      assertThat(select)
          .contains("* OK [UIDVALIDITY 14] UIDVALIDITY value")
          .noneMatch(line -> line.contains("\\*"));
      assertThat(client.command("e", "FETCH 1 FLAGS").getFirst())
          .isEqualTo("* 1 FETCH (FLAGS (\\Seen))");
      assertThat(client.command("f", "UID SEARCH KEYWORD $Handled"))
          .singleElement()
          .asString()
          .startsWith("f BAD");
      assertThat(client.command("g", "UID SEARCH CHARSET UTF-8 SUBJECT x").getFirst())
          .contains("BADCHARSET (US-ASCII)");
    }
  }

  @Test
  void shouldFindMailsWhenKeysAreJoined() throws Exception {
    // Given
    for (int i = 1; i <= 5; i++) {
      simulator.deliver(SeedDirectory.HELPDESK, SampleMail.numbered(i, 0));
    }
    try (RawClient client = Tokens.inbox(simulator)) {
      client.command("c", "UID STORE 2,4 +FLAGS.SILENT (\\Seen)");

      // Then
      assertThat(client.command("d", "UID SEARCH UNSEEN UID 2:5").getFirst())
          .isEqualTo("* SEARCH 3 5");
      assertThat(client.command("e", "SEARCH OR SUBJECT \"mail 1\" (SEEN UID 4)").getFirst())
          .isEqualTo("* SEARCH 1 4");
      assertThat(
              client.command("f", "UID SEARCH HEADER Message-ID <m3@customer.example>").getFirst())
          .isEqualTo("* SEARCH 3");
      assertThat(client.command("g", "UID SEARCH SENTSINCE 4-Mar-2026").getFirst())
          .isEqualTo("* SEARCH");
    }
  }

  @Test
  void shouldLimitConnectionsWhenAMailboxHasTooMany() throws Exception {
    // Given
    List<RawClient> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      open.add(Tokens.inbox(simulator));
    }

    // When
    try (RawClient client = RawClient.imap(simulator)) {
      authenticate(client, SeedDirectory.HELPDESK, Tokens.imap(simulator, SeedDirectory.HELPDESK));

      // Then
      assertThat(client.command("b", "SELECT INBOX").getFirst()).contains("not connected");
    }
    for (RawClient client : open) {
      client.close();
    }
  }

  @Test
  void shouldEndIdleWhenHalfAnHourHasPassed() throws Exception {
    try (RawClient client = Tokens.inbox(simulator)) {
      // Given
      client.send("c IDLE");
      assertThat(client.readLine()).startsWith("+");

      // When
      simulator.clock().advance(Duration.ofMinutes(31));

      // Then
      assertThat(client.readLine()).startsWith("* BYE");
    }
  }

  @Test
  void shouldUseModifiedUtf7WhenFolderNamesAreNotAscii() throws Exception {
    // Given
    for (String name : List.of("Gelöschte Elemente", "R&D", "INBOX/测试", "Über \"Alles\"\\neu")) {
      simulator.store().mailboxOrNew(SeedDirectory.HELPDESK).createFolder(name);
    }
    try (RawClient client = Tokens.inbox(simulator)) {
      // Then
      assertThat(client.command("c", "LIST \"\" *"))
          .contains(
              "* LIST (\\HasNoChildren) \"/\" \"Gel&APY-schte Elemente\"",
              "* LIST (\\HasNoChildren) \"/\" R&-D",
              "* LIST (\\HasNoChildren) \"/\" INBOX/&bUuL1Q-",
              "* LIST (\\HasNoChildren) \"/\" {20}",
              "&ANw-ber \"Alles\"\\neu");
      assertThat(client.command("d", "EXAMINE \"Gel&APY-schte Elemente\""))
          .last()
          .asString()
          .startsWith("d OK [READ-ONLY]");
      assertThat(client.command("e", "SELECT gel&APY-schte"))
          .containsExactly("e NO gel&APY-schte doesn't exist.");
    }
  }
}
