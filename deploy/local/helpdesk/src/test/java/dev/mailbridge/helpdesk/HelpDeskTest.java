package dev.mailbridge.helpdesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
class HelpDeskTest {
  private static final Duration ATMOST = Duration.ofSeconds(20);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldShowTicketAndSendReplyWhenMailComesIn() {
    // Given
    String subject = "Paper <b>jam</b> " + System.nanoTime();
    publish("mail.incoming.helpdesk", IncomingMail.TYPE, mail(subject, "conversation-1"));
    // When
    String page = ticketOf("Paper &lt;b&gt;jam&lt;/b&gt;");
    try (TopicReader outgoing =
        TopicReader.fromNow(SharedKafka.bootstrapServers(), "mail.outgoing.helpdesk")) {
      given().formParam("text", "On its way").post(page + "/replies").then().statusCode(200);
      ConsumerRecord<String, byte[]> command = outgoing.awaitOne(ATMOST, event -> true);
      OutgoingMail reply = ContractJson.read(command.value(), OutgoingMail.class);
      // Then
      assertThat(command.headers().lastHeader("traceparent").value())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(TRACE);
      assertThat(reply.inReplyTo())
          .containsExactly("<" + subject.hashCode() + "@customer.example>");
      assertThat(reply.subject()).isEqualTo("Re: " + subject);
      assertThat(reply.to()).singleElement().extracting("address").isEqualTo("c@customer.example");
      publish(
          "mail.delivery.helpdesk",
          DeliveryReport.TYPE,
          """
          {"outgoingId":"%s","mailboxId":"helpdesk","project":"helpdesk","ticketRef":"%s","state":"sent","attempt":1,"at":"2026-01-01T00:00:00Z"}
          """
              .formatted(reply.id(), reply.ticketRef()));
    }
    await()
        .atMost(ATMOST)
        .untilAsserted(
            () ->
                given()
                    .get(page)
                    .then()
                    .body(containsString("On its way"))
                    .body(containsString("sent")));
  }

  @Test
  void shouldNotLetMailEscapeItsFrameWhenItHasHtml() {
    // Given
    String event =
        mail("framed", "conversation-2")
            .replace("\"html\":null", "\"html\":\"<p title=\\\"x\\\">hello</p>\"");
    publish("mail.incoming.helpdesk", IncomingMail.TYPE, event);
    // When
    String page = ticketOf("framed");
    // Then
    given()
        .get(page)
        .then()
        .body(containsString("&lt;p title=&quot;x&quot;&gt;hello"))
        .body(not(containsString("<p title=")));
  }

  @Test
  void shouldShowWhoWritesWhenTheDirectoryKnowsTheSender() {
    // Given
    publish(
        "directory.users.helpdesk",
        DirectoryUser.TYPE,
        """
        {"id":"key","displayName":"Carla Costa","department":"Finance","office":"3.14","phones":["+45 1"],"guest":false,"vip":true,"enabled":true}
        """);
    String event =
        mail("by name", "conversation-3")
            .replace(
                "\"address\":\"c@customer.example\"",
                "\"address\":\"c@customer.example\",\"user\":{\"id\":\"key\",\"department\":\"Finance\",\"vip\":true}");
    publish("mail.incoming.helpdesk", IncomingMail.TYPE, event);
    // When
    String page = ticketOf("by name");
    // Then
    await()
        .atMost(ATMOST)
        .untilAsserted(
            () ->
                given()
                    .get(page)
                    .then()
                    .body(
                        containsString("Carla Costa <strong>VIP</strong>, Finance, office 3.14")));
  }

  @Test
  void shouldShowAMailThatHasNothing() {
    // Given
    publish(
        "mail.incoming.helpdesk",
        IncomingMail.TYPE,
        """
        {"id":"bare","mailboxId":"helpdesk","project":"helpdesk","folder":"INBOX","receivedAt":"2026-01-01T00:00:00Z",
         "messageId":null,"conversationKey":"conversation-4","from":[],"subject":null,"text":"","html":null,"kind":"mail",
         "defects":[{"code":"no-headers","detail":""}]}
        """);
    // When
    String page = ticketOf("(no subject)");
    // Then
    given().get(page).then().statusCode(200).body(containsString("1 defects"));
  }

  @Test
  void shouldRefuseReplyWhenAnotherSiteSendsIt() {
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .formParam("text", "spam")
        .post("/tickets/HD-1/replies")
        .then()
        .statusCode(403);
  }

  /** The path of the page of the ticket whose row has that text. */
  private static String ticketOf(String text) {
    return await()
        .atMost(ATMOST)
        .until(
            () -> {
              String list = given().get("/").asString();
              int row = list.indexOf(text);
              int link = list.lastIndexOf("/tickets/", row);
              return row < 0 || link < 0 ? null : list.substring(link, list.indexOf('"', link));
            },
            path -> path != null);
  }

  private static void publish(String topic, String type, String json) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<String, byte[]> event =
          new ProducerRecord<>(topic, "key", json.getBytes(StandardCharsets.UTF_8));
      CloudEventHeaders.write(event.headers(), type, "1", "/test", Instant.EPOCH);
      event.headers().add("traceparent", TRACE.getBytes(StandardCharsets.US_ASCII));
      producer.send(event);
    }
  }

  private static String mail(String subject, String conversation) {
    return """
    {"id":"%1$s","mailboxId":"helpdesk","project":"helpdesk","folder":"INBOX","receivedAt":"2026-01-01T00:00:00Z",
     "messageId":"<%2$d@customer.example>","conversationKey":"%3$s","from":[{"name":"Carla","address":"c@customer.example"}],
     "subject":"%1$s","text":"Help!","html":null,"kind":"mail"}
    """
        .formatted(subject, subject.hashCode(), conversation);
  }
}
