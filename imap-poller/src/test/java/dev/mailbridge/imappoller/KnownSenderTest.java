package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailAddress.KnownUser;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.directory.DirectoryUsers;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes is known by name, from the project's directory. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class KnownSenderTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final KnownUser GRACE = new KnownUser("known-sender-1", "Finance", true);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject DirectoryUsers directory;

  private final ScriptedImapServer server = new ScriptedImapServer();
  private TestMailbox mailbox;
  private PollerBooks books;

  @BeforeEach
  void open() {
    mailbox = new TestMailbox(kafka, server.port());
    books = new PollerBooks(kafka, mailbox.id());
  }

  @AfterEach
  void close() {
    mailbox.close();
    books.close();
    server.close();
    write(null);
  }

  @Test
  void shouldNameTheSenderAndLetRulesAskWhenTheDirectoryKnowsTheAddress() {
    // Given
    write(
        new DirectoryUser(
            GRACE.id(),
            "Grace",
            null,
            null,
            null,
            "grace@contoso.example",
            List.of("grace@contoso.example", "g.m@contoso.example"),
            GRACE.department(),
            null,
            null,
            List.of(),
            null,
            null,
            false,
            GRACE.vip(),
            true,
            Map.of()));
    Awaitility.await().atMost(LONG).until(() -> known("Grace@contoso.example"), GRACE::equals);
    mailbox.rules(rule("known", true), rule("stranger", false));
    server.folder("INBOX").add(mail(1, "G.M@Contoso.example"));
    server.folder("INBOX").add(mail(2, "stranger@customer.example"));

    // When
    mailbox.publish();
    List<IncomingMail> mails = books.awaitMails(2);

    // Then
    IncomingMail known = one(mails, 1);
    assertThat(known.from())
        .containsExactly(new MailAddress("Sender", "G.M@Contoso.example", GRACE));
    assertThat(known.tags()).containsExactly("known");
    IncomingMail stranger = one(mails, 2);
    assertThat(stranger.from().getFirst().user()).isNull();
    assertThat(stranger.tags()).containsExactly("stranger");

    // When
    write(null);

    // Then
    Awaitility.await().atMost(LONG).until(() -> known("grace@contoso.example") == null);
  }

  private KnownUser known(String address) {
    return directory.known(mailbox.definition().project(), MailAddress.of(address)).user();
  }

  private static IncomingMail one(List<IncomingMail> mails, long uid) {
    return mails.stream().filter(mail -> mail.uid() == uid).findFirst().orElseThrow();
  }

  private static MailHandlingRule rule(String tag, boolean known) {
    return new MailHandlingRule(
        tag,
        true,
        Match.ALL,
        List.of(new Condition("known-user", null, "equals", String.valueOf(known), false)),
        List.of(new Action("tag", tag, null)));
  }

  private static StoredMail mail(long uid, String from) {
    return StoredMail.of(
        uid,
        """
        From: Sender <%s>
        To: helpdesk@contoso.example
        Subject: hello
        Message-ID: <known-%d@contoso.example>
        Date: Wed, 25 Nov 2026 09:00:00 +0000

        hello %d
        """
            .formatted(from, uid, uid));
  }

  /**
   * @param user null for a tombstone
   */
  private void write(DirectoryUser user) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.users(mailbox.definition().project()),
              GRACE.id(),
              user == null ? null : ContractJson.write(user)));
    }
  }
}
