package dev.mailbridge.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.mail.SampleMail;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public bug reports about IMAP (cases 21 to 28), each played by a fault or two. */
class ImapCasesTest {
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

  private void deliver(long uid) throws Exception {
    control.call(
        "POST",
        "/mailboxes/helpdesk@contoso.example/messages?uid=" + uid,
        new String(SampleMail.numbered((int) uid, 0), StandardCharsets.US_ASCII));
  }

  @Test
  void shouldPlayCase21WhenTheMailboxIsNotConnected() throws Exception {
    // Given
    control.fault(
        "{\"kind\":\"not-connected\",\"mailbox\":\"helpdesk@contoso.example\",\"count\":1}");
    try (RawClient client = RawClient.imap(simulator)) {
      client.command(
          "a",
          "AUTHENTICATE XOAUTH2 "
              + RawClient.xoauth2(
                  SeedDirectory.HELPDESK, Tokens.imap(simulator, SeedDirectory.HELPDESK)));
      assertThat(client.command("b", "LIST \"\" *"))
          .containsExactly("b BAD User is authenticated but not connected.");
      assertThat(client.readLine()).isEqualTo("* BYE Connection closed. 14");
    }

    // Then each try is counted, and its log-in is known without its token.
    JsonNode seen = control.json("GET", "/clients?protocol=imap", "");
    assertThat(seen.path("connections").path("imap").asInt()).isEqualTo(1);
    assertThat(seen.path("said").get(0).path("line").asText())
        .isEqualTo("a AUTHENTICATE XOAUTH2 (not remembered)");
    assertThat(seen.path("said").get(1).path("line").asText()).isEqualTo("b LIST \"\" *");

    // When the fault is used up
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "NOOP")).containsExactly("c OK NOOP completed.");

      // Then the second script: throttling
      control.fault("{\"kind\":\"throttled\",\"step\":\"fetch\"}");
      assertThat(client.command("d", "UID FETCH 1:* FLAGS"))
          .containsExactly(
              "d BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds");
      assertThat(client.readLine()).isEqualTo("* BYE Connection closed. 13");
    }
  }

  @Test
  void shouldPlayCase22WhenIdleGoesSilent() throws Exception {
    control.fault("{\"kind\":\"idle-silent\",\"count\":1}");
    try (RawClient client = Tokens.inbox(simulator)) {
      client.send("c IDLE");
      assertThat(client.readLine()).startsWith("+ IDLE accepted");
      deliver(102);
      client.send("DONE");
      client.readTimeoutMillis(300);
      assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
    }
    // Run 2: BYE during IDLE, with the next news.
    control.fault("{\"kind\":\"bye\",\"step\":\"idle-news\",\"count\":1}");
    try (RawClient client = Tokens.inbox(simulator)) {
      client.send("c IDLE");
      client.readLine();
      deliver(103);
      assertThat(client.readLine()).isEqualTo("* 2 EXISTS");
      assertThat(client.readLine()).isEqualTo("* BYE Server shutting down");
      assertThat(client.readLine()).isNull();
    }
    // Run 3: a TCP reset when DONE is sent.
    control.fault("{\"kind\":\"reset\",\"step\":\"done\",\"count\":1}");
    try (RawClient client = Tokens.inbox(simulator)) {
      client.send("c IDLE");
      client.readLine();
      client.send("DONE");
      assertThatThrownBy(client::readLine).isInstanceOf(SocketException.class);
    }
  }

  private void deliverNamed(String... names) throws Exception {
    for (String name : names) {
      control.call(
          "POST",
          "/mailboxes/helpdesk@contoso.example/messages",
          "Message-ID: <" + name + "@customer.example.com>\r\n\r\n" + name + "\r\n");
    }
  }

  private void uidValidity(long value) throws Exception {
    control.fault(
        "{\"kind\":\"uidvalidity-change\",\"mailbox\":\"helpdesk@contoso.example\",\"uid\":"
            + value
            + "}");
  }

  @Test
  void shouldPlayCase23WhenUidValidityChanges() throws Exception {
    // Given state A
    uidValidity(1_700_000_001L);
    deliver(1001);
    deliver(1002);
    deliver(1003);
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "SELECT INBOX"))
          .contains("* OK [UIDVALIDITY 1700000001] UIDVALIDITY value")
          .contains("* OK [UIDNEXT 1004] The next unique identifier value");

      // When the mailbox has moved: state B, in another order, with one mail more
      control.call("DELETE", "/mailboxes/helpdesk@contoso.example/messages", "");
      uidValidity(1_800_000_009L);
      deliverNamed("m1", "m3", "m2", "m4");

      // Then: the open session is worth nothing, the next one sees the new numbers.
      assertThat(client.command("d", "NOOP").getFirst()).startsWith("* BYE");
    }
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "SELECT INBOX"))
          .contains("* OK [UIDVALIDITY 1800000009] UIDVALIDITY value")
          .contains("* OK [UIDNEXT 5] The next unique identifier value");
      assertThat(client.command("d", "UID FETCH 2 (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"))
          .anyMatch(line -> line.contains("<m3@customer.example.com>"));

      // State C, and the biggest number that there is
      control.fault("{\"kind\":\"uidvalidity-missing\",\"count\":1}");
      assertThat(client.command("e", "SELECT INBOX"))
          .noneMatch(line -> line.contains("UIDVALIDITY"));
    }
    uidValidity(4_294_967_295L);
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "SELECT INBOX"))
          .contains("* OK [UIDVALIDITY 4294967295] UIDVALIDITY value");
    }
  }

  @Test
  void shouldPlayCase24WhenOneMailCannotBeFetched() throws Exception {
    // Given
    for (long uid = 101; uid <= 110; uid++) {
      deliver(uid);
    }
    String fault = control.fault("{\"kind\":\"fetch-no\",\"uid\":105}");
    try (RawClient client = Tokens.inbox(simulator)) {
      // When
      List<String> all = client.command("c", "UID FETCH 101:110 (BODY.PEEK[])");

      // Then
      assertThat(all).filteredOn(line -> line.contains("FETCH (UID")).hasSize(4);
      assertThat(all).last().isEqualTo("c NO FETCH Server error while fetching messages");
      assertThat(client.command("d", "UID FETCH 106:110 (BODY.PEEK[])"))
          .filteredOn(line -> line.contains("FETCH (UID"))
          .hasSize(5);
      assertThat(client.command("e", "UID FETCH 105 (FLAGS)"))
          .last()
          .isEqualTo("e OK FETCH completed.");
      assertThat(client.command("f", "UID FETCH 105 (BODY.PEEK[])"))
          .containsExactly("f NO FETCH Server error while fetching messages");

      // When the server is mended
      control.call("DELETE", "/faults/" + fault, "");
      assertThat(client.command("g", "UID FETCH 105 (BODY.PEEK[])")).contains("Subject: mail 105");
    }
  }

  @Test
  void shouldPlayItsKinWhenContentOrStructureIsBroken() throws Exception {
    // Given
    deliver(1);
    try (RawClient client = Tokens.inbox(simulator)) {
      String nil = control.fault("{\"kind\":\"fetch-nil\",\"uid\":1}");
      assertThat(client.command("c", "UID FETCH 1 (BODY.PEEK[])").getFirst())
          .isEqualTo("* 1 FETCH (UID 1 BODY[] NIL)");
      control.call("DELETE", "/faults/" + nil, "");
      control.fault("{\"kind\":\"illegal-bodystructure\",\"uid\":1,\"count\":1}");
      assertThat(client.command("d", "UID FETCH 1 (BODYSTRUCTURE)").getFirst())
          .contains("(\"text\" NIL (\"charset\" \"utf-8\") NIL NIL NIL NIL");
      control.fault("{\"kind\":\"fetch-unreadable\",\"uid\":1,\"count\":1}");
      assertThat(client.command("e", "UID FETCH 1 (BODY.PEEK[])"))
          .anyMatch(line -> line.contains("Retrieval using the IMAP4 protocol failed"));
      assertThat(client.command("f", "UID FETCH 1 (BODY.PEEK[])")).contains("Subject: mail 1");
    }
  }

  @Test
  void shouldPlayCase25WhenSomeoneElseHasReadAMail() throws Exception {
    control.call(
        "POST",
        "/mailboxes/helpdesk@contoso.example/messages?uid=301&flags=%5CSeen",
        new String(SampleMail.numbered(301, 0), StandardCharsets.US_ASCII));
    deliver(302);
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "UID FETCH 301:302 FLAGS"))
          .contains("* 1 FETCH (UID 301 FLAGS (\\Seen))", "* 2 FETCH (UID 302 FLAGS ())");
      client.command("d", "UID FETCH 302 BODY.PEEK[]");
      assertThat(
              control
                  .json("GET", "/mailboxes/helpdesk@contoso.example/messages", "")
                  .get(1)
                  .path("flags"))
          .isEmpty();
      client.command("e", "UID FETCH 302 BODY[]");
      assertThat(
              control
                  .json("GET", "/mailboxes/helpdesk@contoso.example/messages", "")
                  .get(1)
                  .path("flags"))
          .hasSize(1);
    }
    // Every line of the client was recorded.
    assertThat(control.json("GET", "/clients?mailbox=helpdesk@contoso.example", "").path("said"))
        .extracting(said -> said.path("line").asText())
        .containsExactly(
            "b SELECT INBOX",
            "c UID FETCH 301:302 FLAGS",
            "d UID FETCH 302 BODY.PEEK[]",
            "e UID FETCH 302 BODY[]");
  }

  @Test
  void shouldPlayCase26WhenAMailIsExpungedWhileItIsFetched() throws Exception {
    // Given
    for (long uid : new long[] {401, 402, 403}) {
      deliver(uid);
    }
    control.fault("{\"kind\":\"phantom-expunge\",\"uid\":402,\"count\":1}");
    try (RawClient client = Tokens.inbox(simulator)) {
      // When
      List<String> lines = client.command("c", "UID FETCH 402 (BODY.PEEK[])");

      // Then
      assertThat(lines).containsExactly("* 2 EXPUNGE", "* 9 EXPUNGE", "c OK FETCH completed.");
      assertThat(client.command("d", "UID FETCH 401:403 (FLAGS)"))
          .contains("* 1 FETCH (UID 401 FLAGS ())", "* 2 FETCH (UID 403 FLAGS ())");
      simulator
          .store()
          .mailboxOrNew(SeedDirectory.HELPDESK)
          .inbox()
          .remove(simulator.mails(SeedDirectory.HELPDESK, "INBOX").subList(0, 1));
      assertThat(client.command("e", "UID STORE 401 +FLAGS (\\Seen)"))
          .containsExactly("e OK STORE completed.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "Gelöschte Elemente,Gel&APY-schte Elemente",
        "R&D,R&-D",
        "INBOX/测试,INBOX/&bUuL1Q-",
        "Über \"Alles\"\\neu,&ANw-ber \"Alles\"\\neu",
        "日本語/サポート,&ZeVnLIqe-/&MLUw3TD8MMg-",
        "a&ü,a&-&APw-",
        "Emoji 😀,Emoji &2D3eAA-"
      })
  void shouldPlayCase27WhenAFolderHasThatName(String name, String wire) throws Exception {
    // Given
    control.call(
        "PUT",
        "/mailboxes/helpdesk@contoso.example/folders?folder="
            + URLEncoder.encode(name, StandardCharsets.UTF_8),
        "");
    try (RawClient client = Tokens.inbox(simulator)) {
      // When
      List<String> listed = client.command("c", "LIST \"\" *");

      // Then
      String quoted = wire.replace("\\", "\\\\").replace("\"", "\\\"");
      if (wire.contains("\"")) {
        assertThat(listed)
            .containsSequence("* LIST (\\HasNoChildren) \"/\" {" + wire.length() + "}", wire);
      } else {
        assertThat(listed).anyMatch(line -> line.endsWith(wire) || line.endsWith(wire + '"'));
      }
      assertThat(client.command("d", "SELECT \"" + quoted + "\""))
          .last()
          .asString()
          .startsWith("d OK");
    }
  }

  @Test
  void shouldPlayCase27WhenAListLineIsOddOrAFolderRenamed() throws Exception {
    // Given
    control.call("PUT", "/mailboxes/helpdesk@contoso.example/folders?folder=Anfragen", "");
    control.fault(
        "{\"kind\":\"untagged\",\"step\":\"list\",\"count\":1,"
            + "\"text\":\"* LIST (\\\\Noselect \\\\HasChildren) NIL \\\"NoDelimiter\\\"\"}");

    // When
    control.fault(
        "{\"kind\":\"folder-renamed\",\"mailbox\":\"helpdesk@contoso.example\","
            + "\"folder\":\"Anfragen\",\"other\":\"Gelöschte Anfragen\"}");

    // Then
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("b", "LIST \"\" *"))
          .contains("* LIST (\\Noselect \\HasChildren) NIL \"NoDelimiter\"");
      assertThat(client.command("c", "SELECT Anfragen"))
          .containsExactly("c NO Anfragen doesn't exist.");
      assertThat(client.command("d", "SELECT \"Gel&APY-schte Anfragen\""))
          .last()
          .asString()
          .startsWith("d OK");
    }
  }

  @Test
  void shouldPlayCase28WhenAMailboxIsHuge() throws Exception {
    // Given: 80,000 mails that need no memory, one that claims 1.4 GB, one of 12 MB.
    String path = "/mailboxes/helpdesk@contoso.example/generate";
    control.call("POST", path, "{\"count\":39999}");
    control.call("POST", path, "{\"count\":1,\"first\":40000,\"size\":1400000000}");
    control.call("POST", path, "{\"count\":1,\"first\":40001,\"attachmentSize\":12582912}");
    control.call("POST", path, "{\"count\":39999,\"first\":40002}");
    try (RawClient client = Tokens.inbox(simulator)) {
      assertThat(client.command("c", "SELECT INBOX")).contains("* 80000 EXISTS");
      assertThat(client.command("d", "UID FETCH 40000 (RFC822.SIZE)").getFirst())
          .isEqualTo("* 40000 FETCH (UID 40000 RFC822.SIZE 1400000000)");
      assertThat(client.command("e", "UID FETCH 80000 (BODY.PEEK[])"))
          .contains("Subject: mail 80000");
      assertThat(misconduct()).isEmpty();

      // Then what the case counts as a violation is counted.
      client.command("f", "UID FETCH 1:500 (FLAGS)");
      client.command("g", "UID FETCH 40000 (BODY.PEEK[HEADER])");
      assertThat(misconduct()).isEmpty();
      client.command("h", "UID FETCH 1:501 (FLAGS)");
      client.send("i UID FETCH 40000 (BODY.PEEK[])");
      await()
          .untilAsserted(
              () ->
                  assertThat(misconduct())
                      .hasToString("{\"fetch-of-too-many\":1,\"fetch-of-a-giant\":1}"));
    }
  }

  private JsonNode misconduct() throws Exception {
    return control.json("GET", "/clients", "").path("misconduct");
  }
}
