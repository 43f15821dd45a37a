package dev.mailbridge.tokenservice.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two replicas over one database, at a simulated tenant with strict rotation. */
final class Replicas implements AutoCloseable {
  private static final String TENANT = "/8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Simulator simulator =
      Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
  private final Map<String, String> settings;
  private final HeldAnswers provider;
  private final ServiceProcess first;
  private final ServiceProcess second;
  private CompletableFuture<ServiceProcess> firstStarts;

  Replicas(Path folder, Duration tokenLife) throws IOException {
    behave("{\"strictRotation\":true,\"accessTokenLifetime\":\"%s\"}".formatted(tokenLife));
    provider = new HeldAnswers(URI.create(simulator.httpUrl() + TENANT + "/oauth2/v2.0/token"));
    settings = ServiceSettings.in(folder);
    first = new ServiceProcess(settings, folder.resolve("first.log")).start();
    // The first one has made the master key and the tables.
    second = new ServiceProcess(settings, folder.resolve("second.log")).start();
    firstStarts = CompletableFuture.completedFuture(first);
    HttpResponse<String> registered = first.post("/api/v1/registrations", registration());
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
  }

  private void behave(String json) throws IOException {
    HttpResponse<String> changed =
        send(
            HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator/behaviour"))
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  private String registration() {
    return new String(
        ContractJson.write(
            Map.of(
                "id", "contoso",
                "name", "HelpDesk mail",
                "cloud", "custom",
                "clientId", "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
                "authorizationEndpoint", simulator.httpUrl() + TENANT + "/oauth2/v2.0/authorize",
                "tokenEndpoint", provider.url(),
                "credential", Map.of("type", "secret", "secret", "simulator-client-secret-000"))),
        StandardCharsets.UTF_8);
  }

  HeldAnswers provider() {
    return provider;
  }

  ServiceProcess first() {
    return firstStarts.join();
  }

  ServiceProcess second() {
    return second;
  }

  /** SIGKILL; it comes back while the test goes on with the second one. */
  void killFirst() {
    first.kill();
    firstStarts = CompletableFuture.supplyAsync(first::start);
  }

  Connection database() throws SQLException {
    return DriverManager.getConnection(
        settings.get("quarkus.datasource.jdbc.url"), "postgres", "postgres");
  }

  /** A mailbox that a person has signed in. */
  String signedIn(String mailbox) throws IOException {
    HttpResponse<String> opened = open(mailbox, "contoso");
    String redirect = throughTheSignInPage(opened.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> done =
        first.browse("/" + redirect.substring("http://localhost:3017/".length()), cookie(opened));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return mailbox;
  }

  /** A mailbox whose provider answers by script; it gets refresh token RT0. */
  String signedIn(String mailbox, ScriptedProvider scripted) throws IOException {
    HttpResponse<String> registered =
        first.post(
            "/api/v1/registrations",
            """
            {"id": "scripted", "name": "Scripted", "cloud": "custom", "clientId": "%s",
             "authorizationEndpoint": "%s", "tokenEndpoint": "%s",
             "credential": {"type": "secret", "secret": "a-secret-of-the-script"}}"""
                .formatted(
                    Office.CLIENT_ID, scripted.endpoint("authorize"), scripted.endpoint("token")));
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
    HttpResponse<String> opened = open(mailbox, "scripted");
    String query = opened.headers().firstValue("Location").orElseThrow();
    scripted.answer(
        form -> Office.granted("helpdesk@contoso.example", parameter(query, "nonce"), "RT0"));
    HttpResponse<String> done =
        first.browse("/?code=C1&state=" + parameter(query, "state"), cookie(opened));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    scripted.bodies().clear();
    return mailbox;
  }

  private static String parameter(String query, String name) {
    return query.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
  }

  private static String cookie(HttpResponse<String> opened) {
    return opened.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private HttpResponse<String> open(String mailbox, String registration) throws IOException {
    first.put(
        "/api/v1/mailboxes/" + mailbox + "/grant",
        "{\"registrationId\":\"%s\",\"flow\":\"authorization-code\",\"signsInAs\":\"helpdesk@contoso.example\",\"mailbox\":\"helpdesk@contoso.example\"}"
            .formatted(registration));
    URI address =
        URI.create(
            json(first.post("/api/v1/mailboxes/" + mailbox + "/sign-in", "{}"))
                .path("url")
                .asText());
    return first.browse(address.getPath(), "none=1");
  }

  private String throughTheSignInPage(String authorization) throws IOException {
    String page = send(HttpRequest.newBuilder(URI.create(authorization))).body();
    StringBuilder form = new StringBuilder("login=helpdesk%40contoso.example&passwd=simulator");
    Matcher hidden = HIDDEN.matcher(page);
    while (hidden.find()) {
      form.append('&').append(hidden.group(1)).append('=');
      form.append(URLEncoder.encode(hidden.group(2), StandardCharsets.UTF_8));
    }
    return send(HttpRequest.newBuilder(URI.create(simulator.httpUrl() + TENANT + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return ContractJson.mapper().readTree(response.body());
  }

  @Override
  public void close() {
    first.close();
    second.close();
    provider.close();
    simulator.close();
  }
}
