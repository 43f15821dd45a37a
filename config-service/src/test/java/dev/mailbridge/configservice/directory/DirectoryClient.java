package dev.mailbridge.configservice.directory;

import static io.restassured.RestAssured.given;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Sets imports up and runs them over REST, as an administrator. */
final class DirectoryClient {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Set<String> OPEN = Set.of("waiting", "listing", "publishing");

  private final String project;

  DirectoryClient(String project) {
    this.project = project;
  }

  static RequestSpecification admin() {
    return given()
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD)
        .contentType(ContentType.JSON);
  }

  String path() {
    return "/api/v1/projects/" + project + "/directory-import";
  }

  /** Makes the project and its import, by button only. */
  DirectoryClient setUp(String graphUrl, Map<String, Object> rules) {
    admin()
        .body(Map.of("id", project, "name", project))
        .post("/api/v1/projects")
        .then()
        .statusCode(201);
    Awaitility.await()
        .atMost(LONG)
        .until(
            () -> admin().get("/api/v1/projects/" + project).jsonPath().getString("topics"),
            "ready"::equals);
    save(graphUrl, rules, null);
    return this;
  }

  void save(String graphUrl, Map<String, Object> rules, String etag) {
    Map<String, Object> all = new HashMap<>(Map.of("fullEvery", "P7D"));
    all.putAll(rules);
    RequestSpecification request =
        admin()
            .body(
                Map.of(
                    "Client ID",
                    "6d2b9f4e-0c1a-4e56-8b2f-000000000003",
                    "Tenant ID",
                    "8f3c1e0a-5b7d-4a43-9d1c-000000000001",
                    "Secret Key",
                    "simulator-app-only-secret-000",
                    "Cloud",
                    "custom",
                    "Token End Point",
                    graphUrl + "/token",
                    "Graph URL",
                    graphUrl,
                    "enabled",
                    false,
                    "rules",
                    all));
    (etag == null ? request : request.header("If-Match", etag)).put(path()).then().statusCode(200);
  }

  void change(String graphUrl, Map<String, Object> rules) {
    save(graphUrl, rules, admin().get(path()).header("ETag"));
  }

  JsonPath run(String kind) {
    return run(kind, false, false);
  }

  /** Returns when the run has ended. */
  JsonPath run(String kind, boolean dryRun, boolean overrideBrake) {
    Map<String, Object> request = new HashMap<>();
    request.put("kind", kind);
    request.put("dryRun", dryRun);
    request.put("overrideBrake", overrideBrake);
    int id =
        admin().body(request).post(path() + "/runs").then().statusCode(202).extract().path("id");
    return ended(id);
  }

  JsonPath ended(int id) {
    return Awaitility.await()
        .atMost(LONG)
        .until(
            () -> admin().get(path() + "/runs/" + id).then().statusCode(200).extract().jsonPath(),
            run -> !OPEN.contains(run.getString("state")));
  }
}
