package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which mail goes first. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class QueueOrderTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final CountDownLatch answers = new CountDownLatch(1);
  private ScriptedSmtpServer slow;
  private ScriptedSmtpServer quick;
  private HelpDesk helpDesk;

  @BeforeEach
  void open() {
    quick = ScriptedSmtpServer.start(new SmtpScript() {});
    slow =
        ScriptedSmtpServer.start(
            new SmtpScript() {
              @Override
              public String dot(ReceivedMail received, int mail) {
                try {
                  answers.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return "250 2.0.0 OK queued";
              }

              @Override
              public boolean queued(ReceivedMail received, int mail) {
                return true;
              }
            });
    helpDesk = HelpDesk.open(bootstrapServers);
  }

  @AfterEach
  void close() {
    answers.countDown();
    helpDesk.close();
    slow.close();
    quick.close();
  }

  @Test
  void shouldSendForOneMailboxWhileAnotherHasALongQueueAtASlowServer() {
    // Given: every connection of the one waits for its server
    String busy = helpDesk.defineMailbox(slow.port());
    List<OutgoingMail> queue = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      queue.add(helpDesk.reply(busy, "QUEUE-" + i));
    }
    queue.forEach(helpDesk::send);
    helpDesk.reports(queue.getLast(), 1);
    String other = helpDesk.defineMailbox(quick.port());

    // When
    OutgoingMail mail = helpDesk.reply(other, "QUICK");
    helpDesk.send(mail);

    // Then
    assertThat(helpDesk.reports(mail, 2).getLast().state()).isEqualTo(DeliveryState.SENT);
    assertThat(slow.queued().size()).isLessThan(queue.size());
    assertThat(slow.mostOpenConnections()).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldKeepAConversationsOrderHoweverQuicklyItsMailsCome() {
    // Given
    String mailbox = "mailbox-" + UUID.randomUUID();
    helpDesk.define(HelpDesk.mailbox(mailbox, "helpdesk", quick.port(), 1, 10_000, null));
    List<OutgoingMail> mails = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      mails.add(helpDesk.withSubject(helpDesk.reply(mailbox, "ORDER"), "Mail " + i));
    }

    // When
    mails.forEach(helpDesk::send);
    mails.forEach(mail -> helpDesk.reports(mail, 2));

    // Then
    assertThat(quick.queued())
        .extracting(received -> received.header("Subject"))
        .containsExactlyElementsOf(mails.stream().map(OutgoingMail::subject).toList());
  }

  @Test
  void shouldSendAReplyBeforeTheNotificationsThatWait() {
    // Given: one connection, which is busy with the first of many notifications
    String mailbox = defineWithOneConnection();
    List<OutgoingMail> notifications = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      notifications.add(notification(mailbox, "Notification " + i));
    }
    notifications.forEach(helpDesk::send);
    helpDesk.reports(notifications.getLast(), 1);

    // When
    OutgoingMail reply = helpDesk.withSubject(helpDesk.reply(mailbox, "PRIORITY"), "Reply");
    helpDesk.send(reply);
    helpDesk.reports(reply, 1);
    answers.countDown();
    notifications.forEach(mail -> helpDesk.reports(mail, 2));

    // Then: before it are only those that had been taken up
    List<String> order = slow.queued().stream().map(mail -> mail.header("Subject")).toList();
    assertThat(order).hasSize(11);
    assertThat(order.indexOf("Reply")).isLessThanOrEqualTo(2);
    assertThat(slow.mostOpenConnections()).isEqualTo(1);
  }

  private String defineWithOneConnection() {
    String id = "mailbox-" + UUID.randomUUID();
    helpDesk.define(
        new MailboxDefinition(
            MailboxId.of(id),
            ProjectId.of("helpdesk"),
            "desk@contoso.example",
            null,
            true,
            null,
            new MailboxDefinition.Outgoing(
                Transport.SMTP,
                "localhost",
                slow.port(),
                ConnectionSecurity.NONE,
                null,
                null,
                1,
                null,
                null),
            List.of(),
            1));
    return id;
  }

  private static OutgoingMail notification(String mailbox, String subject) {
    return new OutgoingMail(
        OutgoingId.of("mail-" + UUID.randomUUID()),
        MailboxId.of(mailbox),
        null,
        List.of(MailAddress.of("customer@customer.example")),
        null,
        null,
        null,
        subject,
        "Your ticket was opened.",
        null,
        null,
        null,
        null,
        null,
        null,
        OutgoingKind.NOTIFICATION,
        null);
  }
}
