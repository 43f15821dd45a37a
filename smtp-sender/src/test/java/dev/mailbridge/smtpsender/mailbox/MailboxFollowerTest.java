package dev.mailbridge.smtpsender.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailboxFollowerTest {
  @Test
  void shouldReachKafkaAsEveryOtherClientDoes() {
    // Given
    Map<String, Object> kafka =
        Map.of(
            "bootstrap.servers", "kafka:9093",
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "ssl.truststore.location", "/etc/kafka/ca.p12");

    // When
    Map<String, Object> settings = MailboxFollower.settings(kafka);

    // Then
    assertThat(settings)
        .containsAllEntriesOf(kafka)
        .containsEntry("isolation.level", "read_committed");
  }
}
