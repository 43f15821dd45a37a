package dev.mailbridge.stack.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.testkit.TopicReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/erase/erase} in a running stack. */
class ErasureIT {
  private static final String ERIKA = "erika@customer.example";
  private static RunningStack running;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    running = RunningStack.get();
  }

  @AfterAll
  static void leave() {
    RunningStack.leave();
  }

  @Test
  void shouldEraseAPersonAndNobodyElse() throws Exception {
    // Given
    IncomingMail hers = mailFrom(ERIKA);
    IncomingMail another = mailFrom("f" + ERIKA);
    replyTo(hers);
    Path config = config();
    String kafka = "localhost:" + running.settings.ports().of(StackPort.KAFKA);
    try (Connection database = DriverManager.getConnection(database("config_service"));
        Statement statement = database.createStatement();
        TopicReader people = TopicReader.fromNow(kafka, Topics.users(SimulatedTenant.PROJECT))) {
      statement.execute(
          """
          insert into directory_import (project, enabled, rules, revision, updated_at)
            values ('helpdesk', false, '{}', 1, now()) on conflict do nothing;
          insert into directory_user (project, id, state, source, event, enabled)
            values ('helpdesk', 'erika', 'in', '{"mail":"Erika@customer.example"}', '{}', true),
                   ('helpdesk', 'ferika', 'in', '{"mail":"ferika@customer.example"}', '{}', true)
          """);

      // When
      JsonNode before = erase(0, "--dry-run", "--config=" + config, ERIKA);
      JsonNode report = erase(1, "--config=" + config, ERIKA);
      JsonNode again = erase(0, "--config=" + config, ERIKA);

      // Then
      assertThat(before.path("contents").asInt()).isEqualTo(report.path("contents").asInt());
      assertThat(report.path("mails").asInt()).isEqualTo(1);
      assertThat(report.path("contents").asInt()).isPositive();
      assertThat(report.path("replies").asInt()).isEqualTo(1);
      assertThat(report.path("directoryEntries").asInt()).isEqualTo(1);
      assertThat(report.path("notErased").toString()).contains("next import");
      assertThat(Instant.parse(report.path("eventsUntil").asText())).isAfter(Instant.now());
      assertThat(again.path("contents").asInt()).isZero();
      assertThat(again.path("replies").asInt()).isZero();
      assertThat(statusOf(hers)).isEqualTo(404);
      assertThat(statusOf(another)).isEqualTo(200);
      assertThat(people.awaitOne(RunningStack.SOON, record -> record.value() == null).key())
          .isEqualTo("erika");
    }
  }

  @Test
  void shouldLeaveWhatAProjectsRetentionHasNotReached() throws Exception {
    // Given
    IncomingMail young = mailFrom("young@customer.example");
    // When
    erase(0, "--config=" + config(), "--older-than=1");
    // Then
    assertThat(statusOf(young)).isEqualTo(200);
  }

  @Test
  void shouldEraseTheContentsThatAProjectsRetentionHasReached() throws Exception {
    // Given
    IncomingMail mail = mailFrom("old@customer.example");
    // An event as it lies there after two days.
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", "localhost:" + running.settings.ports().of(StackPort.KAFKA)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.incoming(SimulatedTenant.PROJECT),
                  null,
                  Instant.now().minus(Duration.ofDays(2)).toEpochMilli(),
                  mail.conversationKey(),
                  ContractJson.write(mail)))
          .get();
    }
    // When
    JsonNode before = erase(0, "--config=" + config(), "--older-than=1", "--dry-run");
    JsonNode report = erase(0, "--config=" + config(), "--older-than=1");
    // Then
    assertThat(before.path("contents").asInt()).isEqualTo(report.path("contents").asInt());
    assertThat(report.path("contents").asInt()).isPositive();
    assertThat(statusOf(mail)).isEqualTo(404);
  }

  private static IncomingMail mailFrom(String address) {
    String id = "<%s@customer.example>".formatted(UUID.randomUUID());
    running.deliver(
        "From: %s\r\nMessage-ID: %s\r\nSubject: about me\r\n\r\nMy number is 42.\r\n"
            .formatted(address, id)
            .getBytes(StandardCharsets.US_ASCII));
    return running.awaitMail(mail -> id.equals(mail.messageId()));
  }

  private static void replyTo(IncomingMail mail) {
    OutgoingMail reply =
        new OutgoingMail(
            OutgoingId.of(UUID.randomUUID().toString()),
            mail.mailboxId(),
            null,
            List.of(MailAddress.of(null, ERIKA)),
            List.of(),
            List.of(),
            List.of(),
            "Re: about me",
            "Noted.",
            null,
            List.of(),
            List.of(mail.messageId()),
            List.of(mail.messageId()),
            null,
            null,
            OutgoingKind.REPLY,
            Map.of());
    running.project.publish(reply);
    running.project.await(
        Topics.delivery(SimulatedTenant.PROJECT),
        DeliveryReport.class,
        RunningStack.SOON,
        report -> report.outgoingId().equals(reply.id()) && report.state() == DeliveryState.SENT);
  }

  private Path config() throws Exception {
    return Files.writeString(
        folder.resolve("erase.properties"),
        """
        kafka.bootstrap.servers=localhost:%d
        mail-bridge.content.directory=%s
        smtp-sender.jdbc.url=%s
        config-service.jdbc.url=%s
        """
            .formatted(
                running.settings.ports().of(StackPort.KAFKA),
                running.settings.folder().content(),
                database("smtp_sender"),
                database("config_service")));
  }

  private static String database(String name) {
    return "jdbc:postgresql://localhost:%d/%s?user=%s"
        .formatted(running.settings.ports().of(StackPort.POSTGRESQL), name, name);
  }

  private static JsonNode erase(int status, String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Checkout.home().resolve("deploy/erase/erase").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(status);
    return ContractJson.mapper().readTree(said.lines().reduce((a, b) -> b).orElseThrow());
  }

  private static int statusOf(IncomingMail mail) throws Exception {
    URI poller = running.settings.ports().http(StackPort.IMAP_POLLER);
    String key = Files.readString(running.settings.folder().operatorKey()).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(poller.resolve("/api/v1/content/" + mail.rawContent()))
                  .header("Authorization", "Bearer " + key)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
