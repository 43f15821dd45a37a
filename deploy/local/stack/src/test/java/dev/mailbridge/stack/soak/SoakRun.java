package dev.mailbridge.stack.soak;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.testkit.books.IncomingBook;
import dev.mailbridge.testkit.books.OutgoingBook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Mails in and a reply to each for a long time, while what the services hold is looked at. */
final class SoakRun {
  static final List<String> SERVICES =
      List.of("token-service", "config-service", "imap-poller", "smtp-sender");
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

  /**
   * One look at all services.
   *
   * @param minute since the load began
   */
  record Look(double minute, Map<String, Vitals> services, int in, int seen, int sent) {}

  /**
   * @param looks evenly over the time
   * @param doubled mails that came on the topic twice
   */
  record Result(List<Look> looks, int in, int seen, int doubled, int sent) {}

  private final LocalStack stack;
  private final Consumer<String> progress;
  private final SimulatedMailboxes mailboxes;
  private final IncomingBook incoming = new IncomingBook(SimulatedTenant.PROJECT);
  private final OutgoingBook outgoing = new OutgoingBook();
  private final Set<String> seen = new HashSet<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final List<Look> looks = new ArrayList<>();
  private int doubled;

  SoakRun(LocalStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.progress = progress;
    mailboxes = new SimulatedMailboxes(stack.settings().ports());
  }

  Result run(Duration time, int mailsPerSecond, Duration between) throws Exception {
    MailboxDefinition mailbox = signIn();
    String kafka = "localhost:" + stack.settings().ports().of(StackPort.KAFKA);
    try (KafkaConsumer<String, byte[]> consumer = consumer(kafka);
        Project project = new Project(SimulatedTenant.PROJECT, kafka)) {
      Instant begin = Instant.now();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(() -> load(begin, time, mailsPerSecond));
      Instant nextLook = begin.plus(between);
      Instant deadline = begin.plus(time).plus(SETTLED_WITHIN);
      while (Instant.now().isBefore(deadline) && !(load.isDone() && settled())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          take(record, mailbox, project);
        }
        if (!load.isDone() && !Instant.now().isBefore(nextLook)) {
          look(begin);
          nextLook = nextLook.plus(between);
        }
      }
      load.join();
      return new Result(List.copyOf(looks), incoming.entered(), seen.size(), doubled, sent.get());
    }
  }

  private boolean settled() {
    return seen.size() == incoming.entered() && sent.get() >= incoming.entered();
  }

  private void take(
      ConsumerRecord<String, byte[]> record, MailboxDefinition mailbox, Project project) {
    if (record.topic().equals(Topics.incoming(SimulatedTenant.PROJECT))) {
      IncomingMail mail = ContractJson.read(record.value(), IncomingMail.class);
      if (!incoming.knows(mail)) {
        return;
      }
      if (seen.add(mail.messageId())) {
        project.publish(outgoing.reply(mailbox.id(), mail, SimulatedTenant.CUSTOMER));
      } else {
        doubled++;
      }
    } else if (ContractJson.read(record.value(), DeliveryReport.class).state()
        == DeliveryState.SENT) {
      sent.incrementAndGet();
    }
  }

  private void look(Instant begin) throws IOException, InterruptedException {
    Map<String, Vitals> services = new LinkedHashMap<>();
    for (String service : SERVICES) {
      services.put(service, Vitals.of(stack.process(service).pid()));
    }
    double minute = Duration.between(begin, Instant.now()).toMillis() / 60e3;
    looks.add(new Look(minute, services, incoming.entered(), seen.size(), sent.get()));
    progress.accept(
        "%.1f min: %d in, %d on the topic, %d sent"
            .formatted(minute, incoming.entered(), seen.size(), sent.get()));
  }

  /** At an even pace: what a slow moment delayed is made up for. */
  private void load(Instant begin, Duration time, int mailsPerSecond) {
    Instant end = begin.plus(time);
    long gap = Duration.ofSeconds(1).toNanos() / mailsPerSecond;
    for (long mail = 0; Instant.now().isBefore(end); mail++) {
      LockSupport.parkNanos(Duration.between(Instant.now(), begin.plusNanos(mail * gap)).toNanos());
      mailboxes.deliver(
          SimulatedTenant.HELPDESK,
          incoming.plant(SimulatedTenant.CUSTOMER, SimulatedTenant.HELPDESK));
    }
  }

  private MailboxDefinition signIn() throws IOException {
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(stack.settings().ports(), 100_000);
    Administrator administrator = Administrator.of(stack.settings());
    String registration = administrator.registerApp();
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, registration);
    new Browser()
        .signIn(
            administrator.signIn(mailbox.id()), SimulatedTenant.HELPDESK, SimulatedTenant.PASSWORD);
    administrator.awaitConnected(mailbox.id(), Duration.ofSeconds(60));
    return mailbox;
  }

  private static KafkaConsumer<String, byte[]> consumer(String kafka) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(
            Topics.incoming(SimulatedTenant.PROJECT), Topics.delivery(SimulatedTenant.PROJECT))) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
