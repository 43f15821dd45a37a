package dev.mailbridge.configservice.project;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class ProjectResourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject TopicKeeper keeper;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void shouldHaveHelpDeskWhenStarted() {
    admin()
        .get("/api/v1/projects")
        .then()
        .statusCode(200)
        .body("find { it.id == 'helpdesk' }.name", equalTo("HelpDesk"));
  }

  @Test
  void shouldMakeTopicsWhenProjectIsAdded() throws Exception {
    // When
    add("facilities");

    // Then
    awaitTopics("facilities", "ready");
    try (Admin kafkaAdmin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      assertThat(kafkaAdmin.listTopics().names().get())
          .contains(
              "mail.incoming.facilities",
              "mail.outgoing.facilities",
              "mail.delivery.facilities",
              "directory.users.facilities");
    }
  }

  @Test
  void shouldSayMissingAndNotMakeItAgainWhenSomebodyDeletesATopic() throws Exception {
    // Given
    add("fragile");
    awaitTopics("fragile", "ready");

    // When
    try (Admin kafkaAdmin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      kafkaAdmin.deleteTopics(List.of("mail.incoming.fragile")).all().get();
    }
    Awaitility.await()
        .atMost(SOON)
        .until(
            () -> {
              keeper.look();
              return topics("fragile").equals("missing");
            });

    // Then
    keeper.look();
    assertThat(topics("fragile")).isEqualTo("missing");
    admin()
        .urlEncodingEnabled(false)
        .post("/api/v1/projects/fragile/topics:remake")
        .then()
        .statusCode(200);
    awaitTopics("fragile", "ready");
  }

  @Test
  void shouldRefuseNewMailboxesWhenProjectIsRetired() {
    // Given
    add("old");
    admin()
        .header("If-Match", "*")
        .body(Map.of("id", "old", "name", "Old desk", "retired", true))
        .put("/api/v1/projects/old")
        .then()
        .statusCode(200);

    // Then
    admin()
        .body(
            Map.of(
                "project", "old",
                "address", "old@contoso.example",
                "incoming", Map.of("protocol", "imap", "host", "outlook.office365.com")))
        .post("/api/v1/mailboxes")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/project"))
        .body("detail", containsString("retired"));
  }

  private void awaitTopics(String id, String state) {
    Awaitility.await().atMost(SOON).until(() -> topics(id), state::equals);
  }

  private static String topics(String id) {
    return admin().get("/api/v1/projects/" + ProjectId.of(id)).path("topics");
  }

  private static void add(String id) {
    admin()
        .body(Map.of("id", id, "name", "Desk " + id))
        .post("/api/v1/projects")
        .then()
        .statusCode(201);
  }

  private static RequestSpecification admin() {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
