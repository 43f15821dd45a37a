package dev.mailbridge.imappoller.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was delivered to the mailboxes, against what an independent reader finds on the topics. */
final class Books implements AutoCloseable {
  private final Simulator simulator;
  private final TopicReader helpDesk;
  private final TopicReader other;
  private final Map<String, Expected> expected = new HashMap<>();
  private final Random random = new Random(1);

  private record Expected(String mailbox, ProjectId project, String sha256) {}

  Books(Installation installation) {
    this.simulator = installation.simulator();
    String kafka = installation.kafka();
    helpDesk = TopicReader.fromBeginning(kafka, Topics.incoming(Installation.HELPDESK));
    other = TopicReader.fromBeginning(kafka, Topics.incoming(Installation.OTHER));
  }

  /** Puts one more mail into the inbox. */
  void deliver(String mailbox, ProjectId project) {
    String id = "<crash-%d@customer.example>".formatted(expected.size());
    StringBuilder text = new StringBuilder();
    while (text.length() < 500 + random.nextInt(4_000)) {
      text.append(Long.toString(random.nextLong() >>> 1, 36)).append("\r\n");
    }
    byte[] raw =
        """
        From: Customer <customer@customer.example>
        To: <%s>
        Subject: Mail %d
        Date: Tue, 03 Mar 2026 09:00:00 +0100
        Message-ID: %s

        %s"""
            .formatted(Installation.address(mailbox), expected.size(), id, "")
            .replace("\n", "\r\n")
            .concat(text.toString())
            .getBytes(StandardCharsets.US_ASCII);
    expected.put(id, new Expected(mailbox, project, sha256(raw)));
    simulator.deliver(Installation.address(mailbox), raw);
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  int delivered() {
    return expected.size();
  }

  /** All records of both topics so far. */
  int records() {
    return helpDesk.records().size() + other.records().size();
  }

  /** When the last event of a mailbox was written, by the broker's clock; 0 when there is none. */
  long lastEventOf(String mailbox) {
    return Stream.concat(helpDesk.records().stream(), other.records().stream())
        .filter(record -> mail(record).mailboxId().value().equals(mailbox))
        .mapToLong(ConsumerRecord::timestamp)
        .max()
        .orElse(0);
  }

  /** None missing, none doubled, none in the wrong project or with other octets. */
  void check() {
    Map<String, Integer> copies = new HashMap<>();
    check(helpDesk.records(), Installation.HELPDESK, copies);
    check(other.records(), Installation.OTHER, copies);
    assertThat(copies.keySet()).isEqualTo(expected.keySet());
    assertThat(copies.values()).allMatch(count -> count == 1);
  }

  private void check(
      List<ConsumerRecord<String, byte[]>> records,
      ProjectId project,
      Map<String, Integer> copies) {
    for (ConsumerRecord<String, byte[]> record : records) {
      IncomingMail mail = mail(record);
      Expected wanted = expected.get(mail.messageId());
      assertThat(wanted).as(mail.messageId()).isNotNull();
      assertThat(wanted).isEqualTo(new Expected(mail.mailboxId().value(), project, mail.sha256()));
      copies.merge(mail.messageId(), 1, Integer::sum);
    }
  }

  private static IncomingMail mail(ConsumerRecord<String, byte[]> record) {
    return ContractJson.read(record.value(), IncomingMail.class);
  }

  @Override
  public void close() {
    helpDesk.close();
    other.close();
  }
}
