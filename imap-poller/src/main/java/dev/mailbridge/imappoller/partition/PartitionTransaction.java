package dev.mailbridge.imappoller.partition;

import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Writes records all or none. Kafka's exceptions end here. */
final class PartitionTransaction {
  private final Producer<byte[], byte[]> producer;

  PartitionTransaction(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  CommitOutcome commit(List<ProducerRecord<byte[], byte[]>> records) {
    boolean committing = false;
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record);
      }
      // What may not be sent is found here, before the point of no return.
      producer.flush();
      committing = true;
      producer.commitTransaction();
      return new CommitOutcome.Committed();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      return new CommitOutcome.Fenced(e);
    } catch (OutOfOrderSequenceException
        | AuthorizationException
        | UnsupportedVersionException
        | InterruptException
        | IllegalStateException e) {
      return new CommitOutcome.Unknown(e);
    } catch (KafkaException e) {
      if (committing && e instanceof TimeoutException) {
        return new CommitOutcome.Unknown(e);
      }
      return abort(e);
    }
  }

  private CommitOutcome abort(KafkaException cause) {
    if (cause.getCause() instanceof ProducerFencedException
        || cause.getCause() instanceof InvalidProducerEpochException) {
      return new CommitOutcome.Fenced(cause);
    }
    try {
      producer.abortTransaction();
      return new CommitOutcome.Aborted(cause);
    } catch (ProducerFencedException e) {
      return new CommitOutcome.Fenced(e);
    } catch (KafkaException | IllegalStateException e) {
      e.addSuppressed(cause);
      return new CommitOutcome.Unknown(e);
    }
  }
}
