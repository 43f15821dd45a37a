package dev.mailbridge.smtpsender.intake;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * {@code mail.outgoing.<project>} of all projects; acknowledged once all of it is stored. Batches
 * are taken one after the other, as a conversation's mails must be: virtual threads would take them
 * side by side.
 */
@ApplicationScoped
class OutgoingConsumer {
  private final CommandIntake intake;

  OutgoingConsumer(CommandIntake intake) {
    this.intake = intake;
  }

  @Incoming("outgoing")
  @Blocking
  void consume(ConsumerRecords<String, byte[]> records) {
    List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
    records.forEach(batch::add);
    intake.take(batch);
  }
}
