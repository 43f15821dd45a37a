package dev.mailbridge.imappoller.partition;

import dev.mailbridge.imappoller.kafka.KafkaSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers that die where a test wants, as a killed process does: without aborting anything. */
final class CrashingProducers extends PartitionProducers {
  private final KafkaSettings kafka;
  private final String transactionalId;
  private final List<Producer<byte[], byte[]>> abandoned = new ArrayList<>();
  private Point point = Point.NOWHERE;
  private int countdown;

  enum Point {
    NOWHERE,
    BEFORE_SEND,
    BEFORE_COMMIT,
    /** It is committed, but nobody hears of it. */
    IN_COMMIT
  }

  /** Not a Kafka exception: the thread ends. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  CrashingProducers(KafkaSettings kafka, String transactionalId) {
    super(kafka);
    this.kafka = kafka;
    this.transactionalId = transactionalId;
  }

  /** The next producer dies there in its n-th transaction. */
  void dieAt(Point where, int transaction) {
    point = where;
    countdown = transaction;
  }

  @Override
  Producer<byte[], byte[]> open(int partition) {
    Map<String, Object> settings = new HashMap<>(kafka.with(Map.of()));
    settings.put("transactional.id", transactionalId);
    settings.put("retry.backoff.ms", 10);
    settings.put("max.block.ms", 10_000);
    Producer<byte[], byte[]> real =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    abandoned.add(real);
    return crashing(real, point, countdown);
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> crashing(
      Producer<byte[], byte[]> real, Point where, int transaction) {
    int[] left = {transaction};
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              boolean begin = method.getName().equals("beginTransaction");
              boolean commit = method.getName().equals("commitTransaction");
              if (begin && --left[0] <= 0 && where == Point.BEFORE_SEND) {
                throw new Crash();
              }
              if (commit && left[0] <= 0 && where == Point.BEFORE_COMMIT) {
                throw new Crash();
              }
              try {
                Object result = method.invoke(real, arguments);
                if (commit && left[0] <= 0 && where == Point.IN_COMMIT) {
                  throw new Crash();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void closeAll() {
    abandoned.forEach(producer -> producer.close(Duration.ZERO));
  }
}
