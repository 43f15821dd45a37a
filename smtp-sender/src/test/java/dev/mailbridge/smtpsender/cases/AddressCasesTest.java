package dev.mailbridge.smtpsender.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedServerTest;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases 37 and 38: what must not get into a mail, and addresses from all over the world. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class AddressCasesTest extends ScriptedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldInjectNothingWhenFieldsHoldLineEnds() throws IOException {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());
    Map<String, OutgoingMail> sent = new LinkedHashMap<>();

    // When
    for (JsonNode command : JSON.readTree(script("37-bcc-and-header-injection"))) {
      sent.put(command.path("id").asText(), send((ObjectNode) command, mailbox));
    }

    // Then
    assertThat(outcome(sent.get("37a")).state()).isEqualTo(DeliveryState.SENT);
    Map.of("37b", "subject", "37c", "headers", "37d", "to", "37e", "attachments", "37f", "headers")
        .forEach(
            (id, field) -> {
              DeliveryReport report = outcome(sent.get(id));
              assertThat(report.state()).as(id).isEqualTo(DeliveryState.REFUSED);
              assertThat(report.reason()).as(id).isEqualTo("INVALID");
              assertThat(report.remedy()).as(id).contains("/" + field);
            });
    ReceivedMail only = server.queued().getFirst();
    assertThat(server.queued()).hasSize(1);
    assertThat(only.recipients()).containsExactly("a@example.com", "hidden@example.com");
    assertThat(only.headerLines())
        .noneMatch(line -> line.startsWith("Bcc:") || line.startsWith("X-Injected:"))
        .noneMatch(line -> line.contains("hidden@"));
    assertThat(server.commands()).noneMatch(line -> line.contains("evil@example.net"));
  }

  /** The case's own form of a command, as ours. */
  private OutgoingMail send(ObjectNode command, String mailbox) throws IOException {
    String id = command.path("id").asText() + "-" + UUID.randomUUID();
    command.put("id", id).put("mailboxId", mailbox).put("kind", "reply");
    command.remove("from");
    for (String field : List.of("to", "bcc")) {
      if (command.path(field) instanceof ArrayNode addresses) {
        ArrayNode objects = JSON.createArrayNode();
        addresses.forEach(address -> objects.addObject().put("address", address.asText()));
        command.set(field, objects);
      }
    }
    for (JsonNode attachment : command.path("attachments")) {
      ((ObjectNode) attachment)
          .put("contentType", "text/plain")
          .set("data", ((ObjectNode) attachment).remove("contentBase64"));
    }
    byte[] json = JSON.writeValueAsBytes(command);
    helpDesk.produceRaw(
        Topics.outgoing(ProjectId.of("helpdesk")), mailbox, OutgoingMail.TYPE, json);
    return ContractJson.read(json, OutgoingMail.class);
  }

  private DeliveryReport outcome(OutgoingMail mail) {
    DeliveryReport first = helpDesk.reports(mail, 1).getFirst();
    return first.state() == DeliveryState.ACCEPTED ? helpDesk.reports(mail, 2).getLast() : first;
  }

  @Test
  void shouldSendALabelsAloneWhenServerHasNoUtf8() throws IOException {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());

    // When
    Map<String, DeliveryReport> outcomes = sendTo(addresses(), mailbox);

    // Then
    assertThat(outcomes.get("2").reason()).isEqualTo("NEEDS_SMTPUTF8");
    assertThat(outcomes.get("3").reason()).isEqualTo("NEEDS_SMTPUTF8");
    assertThat(server.queued())
        .flatExtracting(ReceivedMail::recipients)
        .containsExactlyInAnyOrder("you@xn--bcher-kva.example", "you@xn--fa-hia.example");
    assertThat(server.commands()).noneMatch(line -> line.contains("SMTPUTF8"));
  }

  @Test
  void shouldSendToAllWhenServerHasUtf8() throws IOException {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public List<String> extensions() {
            return List.of("PIPELINING", "AUTH XOAUTH2", "8BITMIME", "SMTPUTF8");
          }
        });
    String mailbox = helpDesk.defineMailbox(server.port());

    // When
    Map<String, DeliveryReport> outcomes = sendTo(addresses(), mailbox);

    // Then
    assertThat(outcomes.values())
        .extracting(DeliveryReport::state)
        .containsOnly(DeliveryState.SENT);
    assertThat(server.queued())
        .flatExtracting(ReceivedMail::recipients)
        .containsExactlyInAnyOrder(
            "you@xn--bcher-kva.example",
            "rené@example.com",
            "संपर्क@xn--p1b6ci4b4b3a.example",
            "you@xn--fa-hia.example");
    assertThat(server.commands().stream().filter(line -> line.endsWith("SMTPUTF8"))).hasSize(2);
  }

  private Map<String, DeliveryReport> sendTo(Map<String, String> addresses, String mailbox) {
    Map<String, OutgoingMail> mails = new LinkedHashMap<>();
    addresses.forEach(
        (number, address) -> {
          OutgoingMail mail = helpDesk.replyTo(mailbox, "CASE-38-" + number, address);
          mails.put(number, mail);
          helpDesk.send(mail);
        });
    Map<String, DeliveryReport> outcomes = new LinkedHashMap<>();
    mails.forEach((number, mail) -> outcomes.put(number, helpDesk.reports(mail, 2).getLast()));
    return outcomes;
  }

  private static Map<String, String> addresses() throws IOException {
    Map<String, String> addresses = new LinkedHashMap<>();
    script("38-idn-and-smtputf8")
        .lines()
        .forEach(line -> addresses.put(line.split(" ")[0], line.split(" to=")[1]));
    return addresses;
  }

  private static String script(String name) throws IOException {
    try (InputStream in =
        AddressCasesTest.class.getResourceAsStream("/cases/" + name + "/script.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
