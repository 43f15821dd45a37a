package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import dev.mailbridge.imappoller.fixture.CaseMails;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cases 19 and 25, from the mail server to the topics. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class RulesCaseTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedImapServer server = new ScriptedImapServer();

  @AfterEach
  void close() {
    server.close();
  }

  /** Case 19's order: R3 moves and stops; R2 after it would tag. */
  @Test
  void shouldMoveAndStopAndNotTakeTheMovedMailForANewOne() {
    try (TestMailbox mailbox = new TestMailbox(kafka, server.port());
        PollerBooks books = new PollerBooks(kafka, mailbox.id())) {
      // Given
      server.folder("Team");
      server.folder("INBOX").add(CaseMails.stored(1, "19-rules-negate-and-address/input.eml"));

      // When
      mailbox
          .folders("INBOX", "Team")
          .rules(
              rule(
                  "R3",
                  new Condition("recipient", null, "equals", "team@example.com", false),
                  new Action("move", "Team", null),
                  new Action("stop", null, null)),
              rule(
                  "R2",
                  new Condition("recipient-domain", null, "equals", "example.com", false),
                  new Action("tag", "all", null)))
          .publish();
      IncomingMail mail = books.awaitMails(1).getFirst();
      await().atMost(Duration.ofSeconds(20)).until(() -> server.folder("Team").mails().size() == 1);
      server.folder("INBOX").add(StoredMail.of(2, StoredMail.text("later", "body")));
      books.awaitMails(2);

      // Then
      assertThat(mail.ruleActions())
          .filteredOn(action -> !action.action().equals("stop"))
          .extracting(action -> action.action() + "=" + action.argument())
          .containsExactly("move=Team");
      assertThat(mail.tags()).isEmpty();
      assertThat(books.mails()).hasSize(2);
    }
  }

  private static MailHandlingRule rule(String name, Condition condition, Action... actions) {
    return new MailHandlingRule(name, true, Match.ALL, List.of(condition), List.of(actions));
  }

  /** Case 25 with marking off: \Seen is no work list, and nobody sets it. */
  @Test
  void shouldReadWhatSomebodyElseHasSeenAndMarkNothing() {
    try (TestMailbox mailbox = new TestMailbox(kafka, server.port());
        PollerBooks books = new PollerBooks(kafka, mailbox.id())) {
      // Given
      StoredMail seen = StoredMail.of(301, StoredMail.text("m301", "body"));
      StoredMail unseen = StoredMail.of(302, StoredMail.text("m302", "body"));
      seen.flags().add("\\Seen");
      server.folder("INBOX").add(seen);
      server.folder("INBOX").add(unseen);

      // When
      mailbox.publish();

      // Then
      assertThat(books.awaitMails(2))
          .extracting(IncomingMail::messageId)
          .containsExactlyInAnyOrder("<m301@customer.example.com>", "<m302@customer.example.com>");
      assertThat(seen.flags()).containsExactly("\\Seen");
      assertThat(unseen.flags()).isEmpty();
      assertThat(server.commands("(?i).*(UNSEEN|BODY\\[|STORE).*")).isEmpty();
    }
  }
}
