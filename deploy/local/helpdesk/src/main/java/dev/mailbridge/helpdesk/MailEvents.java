package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.OutgoingMail;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What comes from the topics. Types that this help desk doesn't know are left alone. */
@ApplicationScoped
class MailEvents {
  private final Tickets tickets;
  private final People people;

  MailEvents(Tickets tickets, People people) {
    this.tickets = tickets;
    this.people = people;
  }

  /** A compacted topic: the last record of a key counts, and one without a value removes it. */
  @Incoming("people")
  void person(ConsumerRecord<String, byte[]> event) {
    if (event.value() == null) {
      people.remove(event.key());
    } else if (DirectoryUser.TYPE.equals(CloudEventHeaders.type(event.headers()))) {
      people.put(ContractJson.read(event.value(), DirectoryUser.class));
    }
  }

  @Incoming("mails")
  void mail(ConsumerRecord<String, byte[]> event) {
    if (IncomingMail.TYPE.equals(CloudEventHeaders.type(event.headers()))) {
      Header trace = event.headers().lastHeader("traceparent");
      tickets.add(
          ContractJson.read(event.value(), IncomingMail.class),
          trace == null ? null : new String(trace.value(), StandardCharsets.US_ASCII));
    }
  }

  @Incoming("reports")
  void report(ConsumerRecord<String, byte[]> event) {
    if (DeliveryReport.TYPE.equals(CloudEventHeaders.type(event.headers()))) {
      tickets.add(ContractJson.read(event.value(), DeliveryReport.class));
    }
  }

  @Incoming("sent-replies")
  void reply(ConsumerRecord<String, byte[]> event) {
    if (OutgoingMail.TYPE.equals(CloudEventHeaders.type(event.headers()))) {
      tickets.add(
          ContractJson.read(event.value(), OutgoingMail.class),
          Instant.ofEpochMilli(event.timestamp()));
    }
  }
}
