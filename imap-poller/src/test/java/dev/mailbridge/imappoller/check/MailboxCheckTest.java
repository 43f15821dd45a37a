package dev.mailbridge.imappoller.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.token.TokenFailure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class MailboxCheckTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject FakeTokens tokens;

  private final ScriptedImapServer server = new ScriptedImapServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldPassEveryStepWhenTheMailboxIsFine() {
    // Given
    server.folder("INBOX").add(StoredMail.of(1, StoredMail.text("m1", "hello")));
    server.folder("Done");
    answerSearch("7");

    // When
    ValidatableResponse report =
        check(
            mailbox().after(AfterProcessing.MOVE, "Done").definition(),
            Map.of("messageId", "<m1@customer.example.com>"));

    // Then
    report
        .body("steps.outcome", everyItem(equalTo("passed")))
        .body(
            "steps.name",
            contains(
                "Name of the server",
                "Connection to the server",
                "Access token for imap",
                "Sign-in at the server",
                "Folder INBOX",
                "Folder Done",
                "Push",
                "Arrival of the mail"))
        .body("steps.find { it.name == 'Folder INBOX' }.detail", equalTo("It holds 1 mails."));
    assertThat(server.commands("(?i)(UID )?(FETCH|STORE|MOVE|EXPUNGE).*")).isEmpty();
  }

  @Test
  void shouldNameTheFolderAndSkipTheRestWhenItIsMissing() {
    check(mailbox().folders("INBOX", "Archive/2026").definition(), Map.of("messageId", "<x@y>"))
        .body(
            "steps.find { it.name == 'Folder Archive/2026' }.remedy",
            containsString("Make the folder"))
        .body("steps.find { it.name == 'Arrival of the mail' }.outcome", equalTo("skipped"));
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoToken() {
    // Given
    MailboxDefinition mailbox = mailbox().definition();
    tokens.answer(
        mailbox.id(),
        new TokenFailure(
            TokenFailure.Code.SIGN_IN_AGAIN, "Sign the mailbox in again.", null, null, null));

    // When
    ValidatableResponse report = check(mailbox, Map.of());

    // Then
    report
        .body("steps[2].outcome", equalTo("failed"))
        .body("steps[2].detail", equalTo("SIGN_IN_AGAIN"))
        .body("steps[2].remedy", equalTo("Sign the mailbox in again."));
  }

  @Test
  void shouldSayWhatToDoWhenTheServerCanNotBeReached() {
    MailboxDefinition mailbox = mailbox().definition();
    server.close();
    check(mailbox, Map.of())
        .body("steps[1].outcome", equalTo("failed"))
        .body("steps[1].remedy", containsString("Check host and port"))
        .body("steps[2].outcome", equalTo("skipped"));
  }

  @Test
  void shouldPassWhenAMailboxThatWasNotGrantedIsRefused() {
    refuse("boss@example.com");
    check(mailbox().definition(), Map.of("refused", "boss@example.com"))
        .body("steps.outcome", everyItem(equalTo("passed")))
        .body("steps.name", hasItems("No access to boss@example.com"));
  }

  @Test
  void shouldFailWhenAMailboxThatWasNotGrantedOpens() {
    check(mailbox().definition(), Map.of("refused", "boss@example.com"))
        .body("steps[-1].outcome", equalTo("failed"))
        .body("steps[-1].remedy", containsString("Limit the app"));
  }

  @Test
  void shouldListTheFoldersAsAPersonReadsThem() {
    // Given
    server.script(
        (command, session) -> {
          if (!command.matches("LIST .*")) {
            return false;
          }
          session.line("* LIST (\\HasChildren) \".\" INBOX");
          session.line("* LIST (\\Noselect \\HasChildren) \".\" Archive");
          session.line("* LIST (\\HasNoChildren) \".\" \"Archive.Gel&APY-scht\"");
          session.line("* LIST () NIL \"Notes\"");
          session.ok(command);
          return true;
        });

    // When
    ValidatableResponse answer = post(mailbox().definition(), Map.of(), "mailboxes:folders");

    // Then
    answer.statusCode(200).body("folders", contains("INBOX", "Archive/Gelöscht", "Notes"));
  }

  @Test
  void shouldLetNoOperatorHandTokensToServersOfItsChoice() {
    given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(PollerTestResource.OPERATOR_KEY)
        .contentType("application/json")
        .body(ContractJson.write(Map.of("mailbox", mailbox().definition())))
        .post("/api/v1/mailboxes:check")
        .then()
        .statusCode(403);
  }

  private TestMailbox mailbox() {
    return new TestMailbox(kafka, server.port());
  }

  private void answerSearch(String uids) {
    server.script(
        (command, session) -> {
          if (!command.matches("UID SEARCH HEADER .*")) {
            return false;
          }
          session.line("* SEARCH " + uids);
          session.ok(command);
          return true;
        });
  }

  private void refuse(String user) {
    server.script(
        (command, session) -> {
          String initial = command.text().replaceFirst(".* ", "");
          if (!command.matches("AUTHENTICATE .*") || !decoded(initial).contains("user=" + user)) {
            return false;
          }
          session.line(command.tag() + " NO AUTHENTICATE failed.");
          return true;
        });
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static ValidatableResponse check(MailboxDefinition mailbox, Map<String, String> more) {
    return post(mailbox, more, "mailboxes:check").statusCode(200);
  }

  private static ValidatableResponse post(
      MailboxDefinition mailbox, Map<String, String> more, String path) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("mailbox", mailbox);
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(PollerTestResource.CONFIG_SERVICE_KEY)
        .contentType("application/json")
        .body(ContractJson.write(body))
        .post("/api/v1/" + path)
        .then();
  }
}
