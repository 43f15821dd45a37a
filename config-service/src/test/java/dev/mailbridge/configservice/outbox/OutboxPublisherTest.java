package dev.mailbridge.configservice.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class OutboxPublisherTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject Outbox outbox;
  @Inject OutboxRepository entries;
  @Inject OutboxConfig config;

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> settings;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldPublishInOrderWhenInstancesTakeOverFromEachOther() {
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.dead-letter")) {
      // Given: an instance whose lease is always over takes turns with the application's own
      OutboxPublisher other =
          new OutboxPublisher(entries, hasty(), settings, Clock.offset(Clock.systemUTC(), AHEAD));

      // When
      for (int i = 0; i < 40; i++) {
        append("order-test/x", "n" + i);
        if (i % 8 == 0) {
          other.publish();
        }
      }

      // Then: repeats are allowed, going back is not
      var values =
          topic.await(40, SOON, r -> r.key().equals("order-test/x")).stream()
              .map(r -> Integer.valueOf(text(r.value()).substring(1)))
              .toList();
      List<Integer> firstSeen = values.stream().distinct().toList();
      assertThat(firstSeen).isEqualTo(IntStream.range(0, 40).boxed().toList());
      other.close();
    }
  }

  @Test
  void shouldPublishNothingWhenTheTransactionIsRolledBack() {
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.dead-letter")) {
      // When
      assertThatThrownBy(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () -> {
                            outbox.append("mail.dead-letter", "rolled-back/x", "t", bytes("no"));
                            throw new IllegalStateException("rolled back");
                          }))
          .isInstanceOf(IllegalStateException.class);
      append("committed/x", "yes");

      // Then
      topic.awaitOne(SOON, r -> r.key().equals("committed/x"));
      assertThat(topic.records()).noneMatch(r -> r.key().equals("rolled-back/x"));
    }
  }

  private static final Duration AHEAD = Duration.ofMinutes(1);

  private OutboxConfig hasty() {
    return new OutboxConfig() {
      @Override
      public boolean enabled() {
        return true;
      }

      @Override
      public Duration lease() {
        return AHEAD.negated();
      }

      @Override
      public Duration interval() {
        return config.interval();
      }

      @Override
      public int batch() {
        return 3;
      }
    };
  }

  private void append(String key, String value) {
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.append("mail.dead-letter", key, "test", bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
