package dev.mailbridge.configservice.status;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class StatusConsumerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @Inject Statuses statuses;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldShowTheWorstFacetWhenServicesReport() {
    // Given
    String id = add("status@contoso.example");
    StatusSummary before = statuses.summary();
    assertThat(before.waiting()).isPositive();

    // When: something unreadable comes first, and must not stop what follows
    send(id + "/incoming", "{".getBytes(StandardCharsets.UTF_8));
    send(id + "/outgoing", value(id, "outgoing", State.CONNECTED, NOW, null));
    send(id + "/incoming", value(id, "incoming", State.SIGN_IN_NEEDED, NOW, "Sign in again."));

    // Then
    awaitState(id, "sign-in-needed");
    admin()
        .get("/api/v1/mailboxes/" + id + "/status")
        .then()
        .body("facets.size()", equalTo(2))
        .body("facets.find { it.facet == 'incoming' }.remedy", equalTo("Sign in again."));
    assertThat(statuses.summary().attention()).isEqualTo(before.attention() + 1);
    assertThat(statuses.summary().waiting()).isEqualTo(before.waiting() - 1);
  }

  @Test
  void shouldKeepTheNewerStatusWhenAnOlderOneComesLate() {
    // Given
    String id = add("late@contoso.example");
    send(id + "/incoming", value(id, "incoming", State.CONNECTED, NOW, null));
    awaitState(id, "connected");

    // When
    send(id + "/incoming", value(id, "incoming", State.FAILING, NOW.minusSeconds(60), "Old."));
    send(id + "/token", value(id, "token", State.CONNECTED, NOW, null));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> statuses.of(MailboxId.of(id)).facets().size() == 2);

    // Then
    assertThat(statuses.of(MailboxId.of(id)).state()).isEqualTo(State.CONNECTED);
    send(id + "/token", null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> statuses.of(MailboxId.of(id)).facets().size() == 1);
  }

  private static void awaitState(String id, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> admin().get("/api/v1/mailboxes/" + id + "/status").path("state"), state::equals);
  }

  private static byte[] value(String id, String facet, State state, Instant at, String remedy) {
    return ContractJson.write(
        new MailboxStatus(
            MailboxId.of(id),
            facet,
            state,
            null,
            null,
            remedy,
            "imap-poller",
            at,
            null,
            at,
            Map.of("backlog", 3.0)));
  }

  private void send(String key, byte[] value) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("mail.status", key, value));
    }
  }

  private static String add(String address) {
    return admin()
        .body(
            Map.of(
                "project",
                "helpdesk",
                "address",
                address,
                "incoming",
                Map.of("protocol", "imap", "host", "outlook.office365.com")))
        .post("/api/v1/mailboxes")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static RequestSpecification admin() {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
