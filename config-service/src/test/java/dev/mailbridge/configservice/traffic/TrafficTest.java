package dev.mailbridge.configservice.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.KafkaSender;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class TrafficTest {
  @Inject Traffic traffic;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldCountEachMailOnceWhenItCameOrWasSent() {
    // Given
    MailboxId mailbox = MailboxId.of("counted");
    long before = traffic.charts().hourIn().total();

    // When: two came in, one was sent after a deferral, and something is of another make
    incoming("{\"id\":\"1\",\"from\":[{\"mailboxId\":\"x\"}],\"mailboxId\":\"counted\"}");
    incoming("{\"id\":\"2\",\"mailboxId\":\"counted\",\"text\":\"hello\"}");
    incoming("nonsense");
    delivery("{\"mailboxId\":\"counted\",\"state\":\"deferred\"}");
    delivery("{\"state\":\"sent\",\"mailboxId\":\"counted\"}");

    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(traffic.lastDay(List.of(mailbox)))
                    .containsEntry(mailbox, new Traffic.Day(2, 1)));
    Traffic.Charts charts = traffic.charts();
    assertThat(charts.hourIn().total()).isEqualTo(before + 2);
    assertThat(charts.hourIn().bars()).hasSize(12);
    assertThat(charts.dayIn().bars()).hasSize(24);
    assertThat(charts.dayIn().bars().getLast().mails()).isPositive();
  }

  private void incoming(String json) {
    KafkaSender.send(kafka, "mail.incoming.helpdesk", "k", json.getBytes(StandardCharsets.UTF_8));
  }

  private void delivery(String json) {
    KafkaSender.send(kafka, "mail.delivery.helpdesk", "k", json.getBytes(StandardCharsets.UTF_8));
  }
}
