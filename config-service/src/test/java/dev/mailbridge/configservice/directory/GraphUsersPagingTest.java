package dev.mailbridge.configservice.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pages, links and failures of {@code users/delta}: public reports of importers that lost people.
 */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class GraphUsersPagingTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PAGE_SIZE =
      "{\"error\":{\"code\":\"Request_UnsupportedQuery\",\"message\":\"page size\"}}";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  FakeTokenService tokenService;

  private final FakeGraph graph = new FakeGraph();

  @BeforeEach
  void plainToken() {
    tokenService.graphTokens(() -> "graph-token");
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void shouldImportEveryoneOnceAndDisableNobodyAfterAPartialListing() {
    // Given: the page size is refused, u100 comes twice, and page 2 is throttled once
    DirectoryClient client = new DirectoryClient("paging").setUp(graph.url(), Map.of());
    graph
        .answer(400, PAGE_SIZE)
        .answer(200, page(FakeGraph.users(1, 100), "nextLink", "/users?$skiptoken=AAA%2Bb"))
        .throttle(3)
        .answer(200, page(FakeGraph.users(100, 199), "nextLink", "/users?$skiptoken=BBB"))
        .answer(200, page(FakeGraph.users(200, 250), "deltaLink", "/users/delta?$deltatoken=D1"));

    // When
    JsonPath run1 = client.run(null);

    // Then
    assertThat(run1.getString("state")).isEqualTo("done");
    assertThat(run1.getLong("counts.added")).isEqualTo(250);
    assertThat(graph.asked()).allMatch(one -> one.authorization().equals("Bearer graph-token"));
    assertThat(graph.asked().get(0).uri()).startsWith("/v1.0/users/delta?$select=").endsWith("999");
    assertThat(graph.asked().get(1).uri()).doesNotContain("$top");
    assertThat(graph.asked().get(2).uri()).isEqualTo("/v1.0/users?$skiptoken=AAA%2Bb");
    Map<String, JsonNode> users = published("paging", 250);
    assertThat(users).hasSize(250).containsKeys("u001", "u100", "u250");

    // When: u010 is gone, u011 disabled, u012 renamed, and page 2 fails for good
    graph.clear();
    String changed = changed();
    graph.answer(200, page(changed, "nextLink", "/users?$skiptoken=CCC"));
    for (int i = 0; i < 3; i++) {
      graph.answer(500, "{}");
    }
    JsonPath run2 = client.run("full");

    // Then: the old data are kept
    assertThat(run2.getString("state")).isEqualTo("failed");
    assertThat(run2.getString("failure.code")).isEqualTo("GRAPH_UNAVAILABLE");
    assertThat(run2.getString("failure.remedy")).contains("Nothing was changed");
    assertThat(run2.getLong("published")).isZero();
    assertThat(graph.played()).isTrue();

    // When: the delta link has expired
    graph.clear();
    graph
        .answer(410, "{\"error\":{\"code\":\"syncStateNotFound\"}}")
        .answer(200, page(changed, "nextLink", "/users?$skiptoken=EEE"))
        .answer(200, page(FakeGraph.users(101, 250), "deltaLink", "/users/delta?$deltatoken=D2"));
    JsonPath run3 = client.run(null);

    // Then
    assertThat(graph.asked().getFirst().uri()).isEqualTo("/v1.0/users/delta?$deltatoken=D1");
    assertThat(run3.getString("state")).isEqualTo("done");
    assertThat(run3.getString("kind")).isEqualTo("full");
    assertThat(samples(run3, "left")).containsExactly("u010");
    assertThat(samples(run3, "disabled")).containsExactly("u011");
    assertThat(samples(run3, "changed")).containsExactly("u012");
    assertThat(run3.getLong("counts.unchanged")).isEqualTo(247);
    assertThat(run3.getLong("listed")).isEqualTo(249);
    Map<String, JsonNode> now = published("paging", 253);
    assertThat(now).hasSize(250);
    assertThat(now.values().stream().filter(user -> !user.path("enabled").asBoolean()))
        .extracting(user -> user.path("id").asText())
        .containsExactlyInAnyOrder("u010", "u011");
    assertThat(now.get("u012").path("displayName").asText()).isEqualTo("Renamed");
  }

  private static String changed() {
    return String.join(
        ",",
        FakeGraph.users(1, 9),
        FakeGraph.user("u011", "User 11", false),
        FakeGraph.user("u012", "Renamed", true),
        FakeGraph.users(13, 100));
  }

  @Test
  void shouldNotFollowALinkToAnotherServerWhenGraphSendsOne() {
    // Given
    try (FakeGraph other = new FakeGraph()) {
      DirectoryClient client = new DirectoryClient("foreign").setUp(graph.url(), Map.of());
      graph.answer(200, other.page(FakeGraph.users(1, 3), "nextLink", "/users?$skiptoken=X"));

      // When
      JsonPath run = client.run(null);

      // Then
      assertThat(run.getString("state")).isEqualTo("failed");
      assertThat(run.getString("failure.code")).isEqualTo("FOREIGN_LINK");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void shouldMergeWhatADeltaLeavesOutWhenOnlyTheChangedIsTold() {
    // Given
    DirectoryClient client = new DirectoryClient("partial").setUp(graph.url(), Map.of());
    graph.answer(200, page(FakeGraph.users(1, 3), "deltaLink", "/users/delta?$deltatoken=D1"));
    client.run(null);
    String changes =
        page(
            """
            {"id":"u002","department":"Sales","manager@delta":[{"id":"u001"}]},
            {"id":"u002","department":"Finance"},
            {"id":"u003","@removed":{"reason":"changed"}}""",
            "deltaLink",
            "/users/delta?$deltatoken=D2");
    graph.answer(200, changes).answer(200, changes);

    // When: a third of the people is more than the brake lets pass
    JsonPath braked = client.run(null);
    JsonPath run = client.run(null, false, true);

    // Then
    assertThat(braked.getString("state")).isEqualTo("braked");
    assertThat(run.getString("kind")).isEqualTo("delta");
    assertThat(run.getString("state")).isEqualTo("done");
    JsonNode user = published("partial", 5).get("u002");
    assertThat(user.path("displayName").asText()).isEqualTo("User 2");
    assertThat(user.path("department").asText()).isEqualTo("Finance");
    assertThat(user.path("managerId").asText()).isEqualTo("u001");
    assertThat(published("partial", 5).get("u003").path("enabled").asBoolean()).isFalse();
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoTokenOrNoPermission() {
    // Given
    DirectoryClient client = new DirectoryClient("no-token").setUp(graph.url(), Map.of());
    tokenService.graphTokens(
        () -> {
          throw new IllegalStateException("CREDENTIAL_EXPIRED");
        });

    // When
    JsonPath run = client.run(null);
    tokenService.graphTokens(() -> "graph-token");
    graph.answer(403, "{\"error\":{\"code\":\"Authorization_RequestDenied\"}}");
    JsonPath denied = client.run(null);

    // Then
    assertThat(run.getString("failure.code")).isEqualTo("NO_TOKEN");
    assertThat(run.getString("failure.detail")).contains("CREDENTIAL_EXPIRED");
    assertThat(run.getString("failure.remedy")).isEqualTo("Renew the secret.");
    assertThat(denied.getString("failure.code")).isEqualTo("PERMISSION_MISSING");
    assertThat(denied.getString("failure.remedy")).contains("User.Read.All");
  }

  private String page(String users, String link, String path) {
    return graph.page(users, link, path);
  }

  private static List<String> samples(JsonPath run, String change) {
    return run.getList("samples.findAll { it.change == '%s' }.id".formatted(change));
  }

  /** The topic as it is after so many records. */
  private Map<String, JsonNode> published(String project, int records) {
    try (TopicReader reader = TopicReader.fromBeginning(kafka, "directory.users." + project)) {
      Map<String, JsonNode> users = new HashMap<>();
      reader
          .await(records, LONG, record -> true)
          .forEach(
              record -> users.put(record.key(), ContractJson.read(record.value(), JsonNode.class)));
      assertThat(reader.records()).hasSize(records);
      return users;
    }
  }
}
