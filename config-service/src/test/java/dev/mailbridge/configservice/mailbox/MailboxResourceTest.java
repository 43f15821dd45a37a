package dev.mailbridge.configservice.mailbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class MailboxResourceTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  FakeTokenService tokenService;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldPublishEveryMailboxAgainWhenKafkaHasLostThem() {
    // Given
    String id =
        admin()
            .body(mailbox("again@contoso.example"))
            .post("/api/v1/mailboxes")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.mailboxes")) {
      // When
      admin().post("/api/v1/mailbox-publications").then().statusCode(200);

      // Then
      assertThat(topic.awaitOne(SOON, of(id)).value()).isNotNull();
    }
  }

  @Test
  void shouldPublishDefinitionWhenMailboxIsAdded() {
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.mailboxes")) {
      // When
      String id =
          admin()
              .body(mailbox("publish@contoso.example"))
              .post("/api/v1/mailboxes")
              .then()
              .statusCode(201)
              .header("ETag", not(equalTo(null)))
              .header("Location", containsString("/api/v1/mailboxes/publish-contoso"))
              .extract()
              .path("id");

      // Then
      ConsumerRecord<String, byte[]> record = topic.awaitOne(SOON, of(id));
      MailboxDefinition published = ContractJson.read(record.value(), MailboxDefinition.class);
      assertThat(published.address()).isEqualTo("publish@contoso.example");
      assertThat(published.incoming().port()).isEqualTo(993);
      assertThat(published.outgoing().port()).isEqualTo(587);
      assertThat(CloudEventHeaders.type(record.headers())).isEqualTo(MailboxDefinition.TYPE);
    }
  }

  @Test
  void shouldPublishInOrderWhenMailboxIsChangedOften() {
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.mailboxes")) {
      // Given
      String id = add("often@contoso.example");

      // When
      for (int i = 0; i < 20; i++) {
        admin()
            .header("If-Match", "*")
            .body(mailbox("often@contoso.example", "Name " + i))
            .put("/api/v1/mailboxes/" + id)
            .then()
            .statusCode(200);
      }

      // Then
      assertThat(topic.await(21, SOON, of(id)))
          .extracting(r -> ContractJson.read(r.value(), MailboxDefinition.class))
          .extracting(MailboxDefinition::revision)
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(21);
    }
  }

  @Test
  void shouldPublishTombstoneAndDestroyGrantWhenMailboxIsDeleted() {
    try (TopicReader topic = TopicReader.fromNow(kafka, "mail.mailboxes")) {
      // Given
      String id = add("leaver@contoso.example");
      grant(id);
      assertThat(tokenService.grants()).containsKey(id);

      // When
      admin().delete("/api/v1/mailboxes/" + id).then().statusCode(204);

      // Then
      topic.awaitOne(SOON, of(id).and(record -> record.value() == null));
      Awaitility.await().atMost(SOON).until(() -> !tokenService.grants().containsKey(id));
    }
  }

  @Test
  void shouldDestroyGrantLaterWhenTokenServiceIsDownAtDeletion() {
    // Given
    String id = add("later@contoso.example");
    grant(id);
    tokenService.down(true);

    // When
    admin().delete("/api/v1/mailboxes/" + id).then().statusCode(204);
    Awaitility.await()
        .atMost(SOON)
        .until(
            () ->
                tokenService.received().stream()
                    .anyMatch(r -> r.method().equals("DELETE") && r.path().contains(id)));

    // Then: the id isn't free yet, or the old grant would open the new mailbox
    admin()
        .body(mailbox("later@contoso.example"))
        .put("/api/v1/mailboxes/" + id)
        .then()
        .statusCode(409)
        .body("type", containsString("mailbox-grant-left"));
    tokenService.down(false);
    Awaitility.await().atMost(SOON).until(() -> !tokenService.grants().containsKey(id));
  }

  @Test
  void shouldTellEveryFieldWhenMailboxIsInvalid() {
    admin()
        .body(
            Map.of(
                "project",
                "nowhere",
                "address",
                "helpdesk",
                "incoming",
                Map.of("protocol", "imap", "host", "https://mail", "port", 0),
                "outgoing",
                Map.of("transport", "smtp", "host", "smtp.example", "security", "none")))
        .post("/api/v1/mailboxes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:mail-bridge:problem:invalid-mailbox"))
        .body(
            "errors.pointer",
            hasItems(
                "/project", "/address", "/incoming/host", "/incoming/port", "/outgoing/security"));
  }

  @Test
  void shouldNameChoicesWhenProtocolIsUnknown() {
    admin()
        .body(Map.of("incoming", Map.of("protocol", "gopher")))
        .post("/api/v1/mailboxes")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/incoming/protocol"))
        .body("errors.detail", hasItem("Choose one of imap, pop3, graph."));
  }

  @Test
  void shouldRefuseWhenAnotherMailboxReadsTheSameFolder() {
    // Given
    add("twice@contoso.example");

    // When
    admin()
        .body(mailbox("Twice@contoso.example"))
        .post("/api/v1/mailboxes")
        // Then
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/address"));
  }

  @Test
  void shouldRefuseChangeWhenSomebodyElseWasFaster() {
    // Given
    String id = add("race@contoso.example");
    String seen = admin().get("/api/v1/mailboxes/" + id).header("ETag");
    change(id, seen, "First").statusCode(200);

    // When
    change(id, seen, "Second")
        // Then
        .statusCode(412)
        .body("detail", containsString("Read it again"));
    admin().get("/api/v1/mailboxes/" + id).then().body("displayName", equalTo("First"));
    change(id, null, "Third").statusCode(428);
  }

  @Test
  void shouldKeepOneOfTwoWhenBothChangeTheSameRevisionAtOnce() throws Exception {
    // Given
    String id = add("both@contoso.example");
    String seen = admin().get("/api/v1/mailboxes/" + id).header("ETag");

    // When
    var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
    Thread first =
        Thread.startVirtualThread(() -> statuses.add(change(id, seen, "A").extract().statusCode()));
    Thread second =
        Thread.startVirtualThread(() -> statuses.add(change(id, seen, "B").extract().statusCode()));
    first.join();
    second.join();

    // Then
    assertThat(statuses).containsExactlyInAnyOrder(200, 412);
  }

  @Test
  void shouldPageAndSearchWhenThereAreManyMailboxes() {
    // Given
    add("page-one@search.example");
    add("page-two@search.example");
    add("page_three@search.example");

    // Then
    admin()
        .get("/api/v1/mailboxes?search=SEARCH.example&size=2")
        .then()
        .header("X-Total-Count", equalTo("3"))
        .body("size()", equalTo(2));
    admin().get("/api/v1/mailboxes?search=page_").then().header("X-Total-Count", equalTo("1"));
  }

  @Test
  void shouldAllowReadingOnlyWhenCallerIsOperator() {
    RequestSpecification operator =
        given()
            .contentType(ContentType.JSON)
            .header("Authorization", "Bearer " + ConfigServiceTestResource.OPERATOR_KEY);
    operator.get("/api/v1/mailboxes").then().statusCode(200);
    operator.body(mailbox("no@contoso.example")).post("/api/v1/mailboxes").then().statusCode(403);
    given().get("/api/v1/mailboxes").then().statusCode(401);
  }

  private static Predicate<ConsumerRecord<String, byte[]>> of(String id) {
    return record -> id.equals(record.key());
  }

  private static io.restassured.response.ValidatableResponse change(
      String id, String seen, String name) {
    RequestSpecification request = admin();
    if (seen != null) {
      request.header("If-Match", seen);
    }
    MailboxDefinition now = admin().get("/api/v1/mailboxes/" + id).as(MailboxDefinition.class);
    return request.body(mailbox(now.address(), name)).put("/api/v1/mailboxes/" + id).then();
  }

  private static void grant(String id) {
    admin()
        .body(Map.of("id", "app", "name", "HelpDesk mail"))
        .post("/api/v1/registrations")
        .then()
        .statusCode(201);
    admin()
        .body(Map.of("registrationId", "app", "flow", "authorization-code"))
        .put("/api/v1/mailboxes/" + id + "/grant")
        .then()
        .statusCode(200);
  }

  private static String add(String address) {
    return admin()
        .body(mailbox(address))
        .post("/api/v1/mailboxes")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static Map<String, Object> mailbox(String address) {
    return mailbox(address, "Contoso");
  }

  private static Map<String, Object> mailbox(String address, String name) {
    return Map.of(
        "project",
        "helpdesk",
        "address",
        address,
        "displayName",
        name,
        "incoming",
        Map.of("protocol", "imap", "host", "outlook.office365.com"),
        "outgoing",
        Map.of("transport", "smtp", "host", "smtp.office365.com"));
  }

  private static RequestSpecification admin() {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
