package dev.mailbridge.stack.growth;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.soak.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Mailboxes that are connected and empty get mails all at once; measured is the time until an
 * independent reader has seen the last event, and what the poller holds then.
 */
final class GrowthRun implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /**
   * @param millisPerMail by the wall clock
   * @param residentMebibytes of the poller afterwards
   */
  record Stage(int factor, double millisPerMail, double residentMebibytes, double heapMebibytes) {}

  private final LocalStack stack;
  private final Consumer<String> progress;
  private final SimulatedMailboxes mailboxes;
  private final Administrator administrator;
  private final String registration;
  private final KafkaConsumer<byte[], byte[]> events;
  private final List<String> folders = new ArrayList<>();
  private int number;

  GrowthRun(LocalStack stack, Consumer<String> progress) throws IOException {
    this.stack = stack;
    this.progress = progress;
    mailboxes = new SimulatedMailboxes(stack.settings().ports());
    administrator = Administrator.of(stack.settings());
    registration = administrator.registerApp();
    events =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", "localhost:" + stack.settings().ports().of(StackPort.KAFKA),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        events.partitionsFor(Topics.incoming(SimulatedTenant.PROJECT)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    events.assign(partitions);
    events.seekToEnd(partitions);
    partitions.forEach(events::position);
  }

  /** So many mailboxes are connected when it returns, each with a folder of its own. */
  void mailboxes(int count) {
    while (folders.size() < count) {
      String name = "growth-" + folders.size();
      mailboxes.generate(SimulatedTenant.HELPDESK, name, 0, 1, 0);
      MailboxDefinition mailbox = mailbox(name);
      administrator.addMailbox(mailbox);
      administrator.grant(mailbox, registration);
      new Browser()
          .signIn(
              administrator.signIn(mailbox.id()),
              SimulatedTenant.HELPDESK,
              SimulatedTenant.PASSWORD);
      administrator.awaitConnected(mailbox.id(), Duration.ofSeconds(60));
      folders.add(name);
    }
  }

  /**
   * @param inFolders of how many mailboxes
   * @param each how many mails each of them gets
   */
  Stage measure(int factor, int inFolders, int each, int attachmentSize) throws Exception {
    long begin = System.nanoTime();
    for (String folder : folders.subList(0, inFolders)) {
      mailboxes.generate(SimulatedTenant.HELPDESK, folder, each, number, attachmentSize);
      number += each;
    }
    int owed = inFolders * each;
    int seen = 0;
    while (seen < owed) {
      seen += events.poll(Duration.ofMillis(50)).count();
      if (System.nanoTime() - begin > LONGEST.toNanos()) {
        throw new StackException("%d of %d mails came in time".formatted(seen, owed));
      }
    }
    double millis = (System.nanoTime() - begin) / 1e6 / owed;
    long poller = stack.process("imap-poller").pid();
    Stage stage = new Stage(factor, millis, resident(poller), Vitals.of(poller).heapMebibytes());
    progress.accept(
        "%d mailboxes, %d mails each, %d octets attached: %.3f ms a mail, %.0f MiB resident, %.0f MiB live"
            .formatted(
                inFolders,
                each,
                attachmentSize,
                stage.millisPerMail(),
                stage.residentMebibytes(),
                stage.heapMebibytes()));
    return stage;
  }

  private MailboxDefinition mailbox(String name) {
    MailboxDefinition plain = SimulatedTenant.helpdesk(stack.settings().ports(), null);
    return new MailboxDefinition(
        MailboxId.of(name),
        plain.project(),
        plain.address(),
        plain.displayName(),
        true,
        new MailboxDefinition.Incoming(
            Protocol.IMAP,
            "localhost",
            stack.settings().ports().of(StackPort.SIMULATOR_IMAPS),
            ConnectionSecurity.TLS,
            List.of(name),
            AfterProcessing.KEEP,
            null,
            FirstRead.BEGINNING,
            null,
            null,
            null,
            null),
        null,
        List.of(),
        0);
  }

  private static double resident(long pid) throws IOException {
    Matcher resident =
        RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    if (!resident.find()) {
      throw new StackException("/proc says nothing of process " + pid);
    }
    return Double.parseDouble(resident.group(1)) / 1024;
  }

  @Override
  public void close() {
    events.close();
  }
}
