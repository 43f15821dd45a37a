package dev.mailbridge.smtpsender.intake;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.outbox.TraceParent;
import dev.mailbridge.smtpsender.outgoing.MailAcceptance;
import dev.mailbridge.smtpsender.outgoing.MailAcceptance.Acceptance;
import dev.mailbridge.smtpsender.outgoing.MailsWaiting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Stores a batch of commands. Returns only when each is stored, or set aside as a dead letter; a
 * database that is away is waited for.
 */
@ApplicationScoped
class CommandIntake {
  private static final Logger LOG = Logger.getLogger(CommandIntake.class);
  private static final String PREFIX = Topics.outgoing(ProjectId.of("x")).replaceFirst("x$", "");

  // Seconds in which a failure that isn't the database's may pass.
  private static final int PATIENCE = 5;

  private final MailAcceptance acceptance;
  private final DeadLetters deadLetters;
  private final Event<MailsWaiting> waiting;

  CommandIntake(MailAcceptance acceptance, DeadLetters deadLetters, Event<MailsWaiting> waiting) {
    this.acceptance = acceptance;
    this.deadLetters = deadLetters;
    this.waiting = waiting;
  }

  void take(List<ConsumerRecord<String, byte[]>> commands) {
    Set<MailboxId> mailboxes;
    try {
      mailboxes = store(commands);
    } catch (RuntimeException e) {
      LOG.warnf("A batch of %d commands is stored one by one: %s", commands.size(), e.toString());
      mailboxes = new HashSet<>();
      for (ConsumerRecord<String, byte[]> command : commands) {
        mailboxes.addAll(storeOne(command));
      }
    }
    mailboxes.forEach(mailbox -> waiting.fire(new MailsWaiting(mailbox)));
  }

  private Set<MailboxId> storeOne(ConsumerRecord<String, byte[]> command) {
    int unexplained = 0;
    while (true) {
      try {
        return store(List.of(command));
      } catch (RuntimeException e) {
        boolean atFault =
            switch (StorageFailure.of(e)) {
              case OF_THE_DATA -> true;
              case OF_THE_DATABASE -> false;
              case UNEXPLAINED -> ++unexplained >= PATIENCE;
            };
        if (atFault && setAside(command, e)) {
          return Set.of();
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  /** That a dead letter can be stored proves nothing alone: the database may be back just now. */
  private boolean setAside(ConsumerRecord<String, byte[]> command, RuntimeException cause) {
    try {
      QuarkusTransaction.requiringNew().run(() -> deadLetters.add(command, "NOT_STORABLE", cause));
      return true;
    } catch (RuntimeException e) {
      LOG.warnf("Commands can't be stored just now: %s", e.toString());
      return false;
    }
  }

  private Set<MailboxId> store(List<ConsumerRecord<String, byte[]>> commands) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Set<MailboxId> mailboxes = new HashSet<>();
              commands.forEach(command -> accept(command, mailboxes));
              return mailboxes;
            });
  }

  private static String traceparent(ConsumerRecord<String, byte[]> command) {
    Header header = command.headers().lastHeader("traceparent");
    return header == null || header.value() == null
        ? null
        : TraceParent.checked(new String(header.value(), StandardCharsets.US_ASCII));
  }

  private void accept(ConsumerRecord<String, byte[]> command, Set<MailboxId> mailboxes) {
    OutgoingMail mail;
    try {
      mail = ContractJson.read(command.value(), OutgoingMail.class);
      if (mail.id() == null || mail.mailboxId() == null) {
        throw new IllegalArgumentException("id and mailboxId are needed");
      }
    } catch (RuntimeException e) {
      deadLetters.add(command, "NOT_A_COMMAND", e);
      return;
    }
    ProjectId project = ProjectId.of(command.topic().substring(PREFIX.length()));
    if (acceptance.accept(project, mail, traceparent(command))
        instanceof Acceptance.Accepted accepted) {
      mailboxes.add(accepted.mail().mailbox());
    }
  }
}
