package dev.mailbridge.stack.books;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.testkit.TopicReader;
import dev.mailbridge.testkit.books.Audit;
import dev.mailbridge.testkit.books.IncomingBook;
import dev.mailbridge.testkit.books.OutgoingBook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Answers every mail once and remembers all that the topics said. For one thread. */
public final class HelpDeskRobot implements AutoCloseable {
  private final IncomingBook incoming;
  private final OutgoingBook outgoing;
  private final MailboxId mailbox;
  private final String customer;
  private final Project project;
  private final TopicReader mails;
  private final TopicReader reports;
  private final Set<String> answered = new HashSet<>();
  private final Map<OutgoingId, DeliveryState> last = new HashMap<>();
  private int mailsSeen;
  private int reportsSeen;

  public HelpDeskRobot(
      IncomingBook incoming,
      OutgoingBook outgoing,
      MailboxId mailbox,
      String customer,
      ProjectId id,
      String kafka) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.mailbox = mailbox;
    this.customer = customer;
    project = new Project(id, kafka);
    mails = TopicReader.fromBeginning(kafka, Topics.incoming(id));
    reports = TopicReader.fromBeginning(kafka, Topics.delivery(id));
  }

  /** Reads on and answers what is new. */
  public void work() {
    List<ConsumerRecord<String, byte[]>> all = mails.records();
    for (ConsumerRecord<String, byte[]> event : all.subList(mailsSeen, all.size())) {
      IncomingMail mail = ContractJson.read(event.value(), IncomingMail.class);
      // A mail that comes twice is a fault for the books, but no reason to answer twice.
      if (incoming.knows(mail) && answered.add(mail.messageId())) {
        project.publish(outgoing.reply(mailbox, mail, customer));
      }
    }
    mailsSeen = all.size();
    List<ConsumerRecord<String, byte[]>> told = reports.records();
    for (ConsumerRecord<String, byte[]> event : told.subList(reportsSeen, told.size())) {
      DeliveryReport report = ContractJson.read(event.value(), DeliveryReport.class);
      last.put(report.outgoingId(), report.state());
    }
    reportsSeen = told.size();
  }

  public int answered() {
    return answered.size();
  }

  public int reportedSent() {
    return (int) last.values().stream().filter(DeliveryState.SENT::equals).count();
  }

  /** The last that was said of each reply. */
  public Map<OutgoingId, DeliveryState> outcomes() {
    return Map.copyOf(last);
  }

  public Audit audit() {
    return incoming.audit(mails.records());
  }

  @Override
  public void close() {
    mails.close();
    reports.close();
    project.close();
  }
}
