package dev.mailbridge.configservice.deadletter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeMailServices;
import dev.mailbridge.configservice.KafkaSender;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class DeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant RECEIVED = NOW.minusSeconds(3600);
  private static final byte[] RAW = "Subject: held\r\n\r\nhello".getBytes(StandardCharsets.UTF_8);

  FakeMailServices services;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldPublishOnceWhenAQuarantinedMailIsReleased() {
    // Given: the poller may tell the same twice
    services.content("segment/7", RAW);
    DeadLetter letter = letter("quarantine-1", "QUARANTINED", "segment/7");
    send(letter);
    send(letter);
    int number = await("quarantine-1");

    // When
    assertThat(admin().get("/api/v1/dead-letters/" + number + "/raw").asByteArray()).isEqualTo(RAW);
    services.readElsewhere(3);
    admin()
        .post("/api/v1/dead-letters/" + number + ":release")
        .then()
        .statusCode(200)
        .body("state", equalTo("released"), "settledBy", equalTo("admin"));

    // Then
    FakeMailServices.Received release =
        services.received().stream()
            .filter(r -> r.path().endsWith(":release"))
            .findFirst()
            .orElseThrow();
    assertThat(release.path()).isEqualTo("/api/v1/mailboxes/held-mailbox:release");
    assertThat(release.body().path("content").asText()).isEqualTo("segment/7");
    assertThat(release.body().path("receivedAt").asText()).isEqualTo(RECEIVED.toString());
    admin()
        .post("/api/v1/dead-letters/" + number + ":release")
        .then()
        .statusCode(409)
        .body("detail", containsString("admin has released it"));
    // Then: three pollers that don't read the mailbox, and the one that does
    assertThat(services.received().stream().filter(r -> r.path().endsWith(":release"))).hasSize(4);
    send(letter);
    admin()
        .get("/api/v1/audit?search=quarantine-1")
        .then()
        .statusCode(200)
        .body(containsString("release"));
  }

  @Test
  void shouldShowTheRecordWhenAProjectWroteSomethingUnreadable() {
    // Given
    KafkaSender.send(
        kafka,
        Topics.outgoing(ProjectId.of("helpdesk")),
        "k",
        "{\"id\":7}".getBytes(StandardCharsets.UTF_8));
    String place = place();
    send(
        new DeadLetter(
            place,
            null,
            null,
            place,
            null,
            null,
            "UNREADABLE",
            "Not a mail.",
            "Mend it.",
            null,
            NOW));
    int number = await(place);

    // Then
    assertThat(admin().get("/api/v1/dead-letters/" + number + "/raw").asString())
        .isEqualTo("{\"id\":7}");
    admin().post("/api/v1/dead-letters/" + number + ":release").then().statusCode(409);
    admin().post("/api/v1/dead-letters/" + number + ":drop").then().statusCode(200);
    admin().get("/api/v1/dead-letters?search=" + place).then().body("total", equalTo(0));
  }

  /** Where the record went: one of eight partitions. */
  private String place() {
    try (var reader =
        new org.apache.kafka.clients.consumer.KafkaConsumer<>(
            java.util.Map.of("bootstrap.servers", kafka),
            new org.apache.kafka.common.serialization.ByteArrayDeserializer(),
            new org.apache.kafka.common.serialization.ByteArrayDeserializer())) {
      var partitions =
          reader.partitionsFor(Topics.outgoing(ProjectId.of("helpdesk"))).stream()
              .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
              .toList();
      return reader.endOffsets(partitions).entrySet().stream()
          .filter(end -> end.getValue() > 0)
          .map(end -> "%s@%d".formatted(end.getKey(), end.getValue() - 1))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void shouldTellTheNewestReasonWhenAMailFailsAgain() {
    // Given
    send(letter("box/INBOX/7/42", "FETCH_NO", null));
    int number = await("box/INBOX/7/42");

    // When
    send(
        new DeadLetter(
            "box/INBOX/7/42",
            MailboxId.of("held-mailbox"),
            ProjectId.of("helpdesk"),
            "INBOX",
            7L,
            42L,
            "FETCH_BAD",
            "d",
            "r",
            null,
            NOW.plusSeconds(60)));

    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> admin().get("/api/v1/dead-letters/" + number).path("reason"),
            "FETCH_BAD"::equals);
    admin().get("/api/v1/dead-letters/" + number + "/raw").then().statusCode(404);
    admin().get("/api/v1/dead-letters/999999").then().statusCode(404);
  }

  private static DeadLetter letter(String id, String reason, String raw) {
    return new DeadLetter(
        id,
        MailboxId.of("held-mailbox"),
        ProjectId.of("helpdesk"),
        "INBOX",
        7L,
        42L,
        reason,
        "Rule “spam” holds this mail",
        "Look at it.",
        raw == null ? null : ContentRef.of(raw),
        NOW,
        RECEIVED);
  }

  private void send(DeadLetter letter) {
    KafkaSender.send(kafka, Topics.DEAD_LETTER, "held-mailbox", letter);
  }

  private static int await(String id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                admin()
                    .get("/api/v1/dead-letters")
                    .jsonPath()
                    .<Integer>get("letters.find { it.id == '%s' }?.number".formatted(id)),
            number -> number != null);
  }

  private static RequestSpecification admin() {
    // The colon of :release stays one; a form, RestAssured's default, would need a CSRF token.
    return given()
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
