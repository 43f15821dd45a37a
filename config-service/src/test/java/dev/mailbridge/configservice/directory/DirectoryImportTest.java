package dev.mailbridge.configservice.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.configservice.directory.run.Imports;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.Group;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.SeedUsers;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports from the simulated tenant's Graph. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class DirectoryImportTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String INNER = "3a7e5c10-0000-4000-8000-000000000031";
  private static final String OUTER = "3a7e5c10-0000-4000-8000-000000000030";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  FakeTokenService tokenService;

  private Simulator simulator;

  @BeforeEach
  void open() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
    tokenService.graphTokens(this::appToken);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Inject Imports imports;

  private String appToken() {
    String form =
        "grant_type=client_credentials&scope=https://graph.microsoft.com/.default&client_id=%s&client_secret=%s"
            .formatted(SeedDirectory.APP_ONLY_CLIENT_ID, SeedDirectory.APP_ONLY_SECRET);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          simulator.httpUrl()
                              + "/"
                              + SeedDirectory.TENANT_ID
                              + "/oauth2/v2.0/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return ContractJson.mapper().readTree(answer.body()).path("access_token").asText();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldPublishOnlyWhatChangedWhenRunAgain() {
    // Given
    SeedUsers.add(simulator.directory(), 0, 300);
    simulator.apply(Fault.of(FaultKind.PAGE_OVERLAP));
    simulator.apply(Fault.of(FaultKind.PAGE_REPLAY));
    DirectoryClient client = new DirectoryClient("changes").setUp(simulator.httpUrl(), Map.of());

    // When
    JsonPath first = client.run(null);
    JsonPath again = client.run("full");
    JsonPath nothing = client.run(null);

    // Then
    assertThat(first.getLong("counts.added")).isEqualTo(303);
    assertThat(again.getString("kind")).isEqualTo("full");
    assertThat(again.getLong("counts.unchanged")).isEqualTo(303);
    assertThat(nothing.getString("kind")).isEqualTo("delta");
    DirectoryUser user = published("changes", 303).get(SeedUsers.id(21));
    assertThat(user)
        .isEqualTo(
            new DirectoryUser(
                SeedUsers.id(21),
                "Bilal Dubois",
                "Bilal",
                "Dubois",
                "user000021@contoso.example",
                "user000021@contoso.example",
                List.of("user000021@contoso.example", "u000021@contoso.example"),
                "Production",
                "Engineer",
                "Building 9, room 21",
                List.of("+49 40 0000021", "+49 30 0000021"),
                "de-DE",
                SeedUsers.id(20),
                false,
                false,
                true,
                Map.of()));
    DirectoryUser guest = published("changes", 303).get(SeedUsers.id(57));
    assertThat(guest.guest()).isTrue();
    assertThat(guest.addresses()).containsExactly("user000057@partner.example");
    ProjectId project = ProjectId.of("changes");
    assertThat(imports.knows(project, "U000021@Contoso.example")).isTrue();
    assertThat(imports.knows(project, "000021@contoso.example")).isFalse();

    // When: a change that nobody reads, one that counts, and one who goes
    patch(SeedUsers.id(1), "{\"password\":\"other\"}");
    patch(SeedUsers.id(2), "{\"department\":\"Board\"}");
    simulator.directory().deleteUser(SeedUsers.id(3));
    JsonPath changes = client.run(null);

    // Then
    assertThat(changes.getString("kind")).isEqualTo("delta");
    assertThat(changes.getLong("counts.changed")).isEqualTo(1);
    assertThat(changes.getLong("counts.left")).isEqualTo(1);
    assertThat(changes.getList("samples.find { it.change == 'changed' }.fields"))
        .isEqualTo(List.of("department"));
    Map<String, DirectoryUser> now = published("changes", 305);
    assertThat(now.get(SeedUsers.id(2)).department()).isEqualTo("Board");
    assertThat(now.get(SeedUsers.id(3)).enabled()).isFalse();
  }

  @Test
  void shouldFollowNestedGroupsAndMoversWhenTheRulesNameGroups() {
    // Given
    SeedUsers.add(simulator.directory(), 0, 40);
    simulator.directory().put(new Group(OUTER, "Outer", List.of(INNER, OUTER, SeedUsers.id(1))));
    simulator.directory().put(new Group(INNER, "Inner", List.of(SeedUsers.id(2))));
    Map<String, Object> rules =
        Map.of(
            "groups", List.of(OUTER),
            "vipGroups", List.of(INNER),
            "brakePercent", 100,
            "mapping", Map.of("costCentre", List.of("extensionAttribute4", "employeeId")));
    DirectoryClient client = new DirectoryClient("groups").setUp(simulator.httpUrl(), rules);

    // When
    client.run(null);
    Map<String, DirectoryUser> first = published("groups", 2);
    simulator.directory().put(new Group(INNER, "Inner", List.of(SeedUsers.id(1), SeedUsers.id(3))));
    JsonPath moved = client.run(null);
    Map<String, DirectoryUser> now = published("groups", 5);

    // Then
    assertThat(first.keySet()).containsExactlyInAnyOrder(SeedUsers.id(1), SeedUsers.id(2));
    assertThat(first.get(SeedUsers.id(1)).vip()).isFalse();
    assertThat(first.get(SeedUsers.id(2)).vip()).isTrue();
    assertThat(first.get(SeedUsers.id(2)).fields()).isEqualTo(Map.of("costCentre", "E000002"));
    assertThat(moved.getString("kind")).isEqualTo("delta");
    assertThat(now.get(SeedUsers.id(1)).vip()).isTrue();
    assertThat(now.get(SeedUsers.id(2)).enabled()).isFalse();
    assertThat(now.get(SeedUsers.id(3)).enabled()).isTrue();
  }

  @Test
  void shouldPublishNothingWhenDryOrBrakedAndGoOnWhenOverridden() {
    // Given
    SeedUsers.add(simulator.directory(), 0, 100);
    DirectoryClient client = new DirectoryClient("brake").setUp(simulator.httpUrl(), Map.of());
    JsonPath dry = client.run(null, true, false);
    client.run(null);

    // When
    client.change(simulator.httpUrl(), Map.of("userTypes", "guests"));
    JsonPath preview = client.run(null, true, false);
    JsonPath braked = client.run(null);
    published("brake", 103);
    JsonPath overridden = client.run(null, false, true);

    // Then
    assertThat(dry.getLong("counts.added")).isEqualTo(103);
    assertThat(dry.getList("samples")).hasSize(10);
    assertThat(preview.getString("state")).isEqualTo("done");
    assertThat(preview.getLong("counts.left")).isEqualTo(101);
    assertThat(preview.getLong("published")).isZero();
    assertThat(braked.getString("state")).isEqualTo("braked");
    assertThat(overridden.getString("state")).isEqualTo("done");
    // One of them was disabled before.
    assertThat(published("brake", 203).values())
        .filteredOn(DirectoryUser::enabled)
        .allMatch(DirectoryUser::guest)
        .hasSize(2);
  }

  @Test
  void shouldLeavePeopleAsTheyAreWhenLeaversAreKept() {
    // Given
    SeedUsers.add(simulator.directory(), 0, 30);
    DirectoryClient client =
        new DirectoryClient("kept").setUp(simulator.httpUrl(), Map.of("leavers", "keep"));
    client.run(null);

    // When
    simulator.directory().deleteUser(SeedUsers.id(4));
    JsonPath run = client.run(null);

    // Then
    assertThat(run.getLong("counts.kept")).isEqualTo(1);
    assertThat(published("kept", 33).get(SeedUsers.id(4)).enabled()).isTrue();
  }

  @Test
  void shouldTellWhatIsWrongWhenFieldsOrRulesAreNot() {
    DirectoryClient client = new DirectoryClient("helpdesk");
    DirectoryClient.admin()
        .body(
            """
            {"Client ID": "x", "Tenant ID": "8f3c1e0a-5b7d-4a43-9d1c-000000000001",
             "Secret Key": "6d2b9f4e-0c1a-4e56-8b2f-000000000009",
             "rules": {"groups": ["Everybody"], "conditions": [
               {"attribute": "jobTitle", "operator": "matches", "value": "("}]}}
            """)
        .put(client.path())
        .then()
        .statusCode(400)
        .body(
            "errors.pointer",
            org.hamcrest.Matchers.hasItems(
                "/Client ID", "/Secret Key", "/rules/groups", "/rules/conditions/0/value"));
  }

  private void patch(String id, String json) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator/users/" + id))
                  .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The topic as it is after exactly so many records. */
  private Map<String, DirectoryUser> published(String project, int records) {
    try (TopicReader reader = TopicReader.fromBeginning(kafka, "directory.users." + project)) {
      Map<String, DirectoryUser> users = new HashMap<>();
      reader
          .await(records, LONG, record -> true)
          .forEach(
              record ->
                  users.put(record.key(), ContractJson.read(record.value(), DirectoryUser.class)));
      assertThat(reader.records()).hasSize(records);
      return users;
    }
  }
}
