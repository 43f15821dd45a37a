package dev.mailbridge.tokenservice.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.crash.HeldAnswers.Hold;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at each step of a refresh, and two replicas over one database, at the simulated tenant
 * with strict rotation. Tokens live 130 s, so that they can't be handed out any more after 10 s.
 */
class CrashAndReplicasIT {
  private static final String TENANT = "/8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(130);

  @TempDir static Path folder;
  private static Simulator simulator;
  private static HeldAnswers provider;
  private static ServiceProcess first;
  private static ServiceProcess second;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private String mailbox;
  private Instant refreshable;

  @BeforeAll
  static void start() throws Exception {
    simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
    HttpResponse<String> changed =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator/behaviour"))
                .method(
                    "PATCH",
                    HttpRequest.BodyPublishers.ofString(
                        "{\"strictRotation\":true,\"accessTokenLifetime\":\"%s\"}"
                            .formatted(TOKEN_LIFE)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    provider = new HeldAnswers(URI.create(simulator.httpUrl() + TENANT + "/oauth2/v2.0/token"));
    Map<String, String> settings = settings();
    first = new ServiceProcess(settings, folder.resolve("first.log")).start();
    second = new ServiceProcess(settings, folder.resolve("second.log")).start();
    HttpResponse<String> registered = first.post("/api/v1/registrations", registration());
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
  }

  private static Map<String, String> settings() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String service : List.of("config-service", "token-service", "imap-poller")) {
      Files.writeString(keys.resolve(service), Callers.keyOf(service));
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.datasource.jdbc.url", SharedPostgres.newDatabase());
    settings.put("quarkus.datasource.username", "postgres");
    settings.put("quarkus.datasource.password", "postgres");
    settings.put("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
    settings.put("mail-bridge.keys.directory", keys.toString());
    settings.put("mail-bridge.master-key.file", folder.resolve("master-key.json").toString());
    settings.put("mail-bridge.master-key.create", "true");
    settings.put("mail-bridge.sign-in.local-url", "http://localhost:3017");
    return settings;
  }

  private static String registration() {
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

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    provider.close();
    simulator.close();
  }

  @BeforeEach
  void signIn() throws Exception {
    provider.hold(Hold.NOTHING);
    mailbox = "m" + System.nanoTime();
    first.put(
        "/api/v1/mailboxes/" + mailbox + "/grant",
        "{\"registrationId\":\"contoso\",\"flow\":\"authorization-code\",\"signsInAs\":\"helpdesk@contoso.example\",\"mailbox\":\"helpdesk@contoso.example\"}");
    URI address =
        URI.create(
            json(first.post("/api/v1/mailboxes/" + mailbox + "/sign-in", "{}"))
                .path("url")
                .asText());
    HttpResponse<String> opened = first.browse(address.getPath(), "none=1");
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String redirect = throughTheSignInPage(opened.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> done =
        first.browse("/" + redirect.substring("http://localhost:3017/".length()), cookie);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    refreshable = Instant.now().plus(TOKEN_LIFE).minus(Duration.ofMinutes(2)).plusMillis(500);
  }

  private static String throughTheSignInPage(String authorization) throws Exception {
    String page =
        HTTP.send(
                HttpRequest.newBuilder(URI.create(authorization)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    StringBuilder form = new StringBuilder("login=helpdesk%40contoso.example&passwd=simulator");
    Matcher hidden =
        Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"")
            .matcher(page);
    while (hidden.find()) {
      form.append('&').append(hidden.group(1)).append('=');
      form.append(URLEncoder.encode(hidden.group(2), StandardCharsets.UTF_8));
    }
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(simulator.httpUrl() + TENANT + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  @Test
  void shouldMakeOneRequestWhenTwoHundredAskTwoReplicas() throws Exception {
    // Given
    awaitExpiry();
    int before = provider.taken();

    // When
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(100)) {
      for (int i = 0; i < 200; i++) {
        ServiceProcess replica = i % 2 == 0 ? first : second;
        answers.add(callers.submit(() -> replica.token(mailbox)));
      }
    }

    // Then
    Set<String> tokens = new HashSet<>();
    for (Future<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
      tokens.add(json(answer.get()).path("accessToken").asText());
    }
    assertThat(tokens).hasSize(1);
    assertThat(provider.taken() - before).isEqualTo(1);
  }

  @Test
  void shouldLoseNothingWhenKilledBeforeTheProviderTookTheRequest() throws Exception {
    // Given
    awaitExpiry();

    // When
    killedWhile(Hold.REQUEST);

    // Then
    assertThat(first.token(mailbox).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAskForASignInWithinFiveSecondsWhenKilledBetweenAnswerAndCommit() throws Exception {
    // Given
    awaitExpiry();

    // When
    killedWhile(Hold.ANSWER);
    int before = provider.taken();
    Instant asked = Instant.now();
    HttpResponse<String> answer = first.token(mailbox);

    // Then the old token was tried once
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("code").asText()).isEqualTo("SIGN_IN_AGAIN");
    first.token(mailbox);
    assertThat(provider.taken() - before).isEqualTo(1);
  }

  @Test
  void shouldLoseNothingWhenKilledAfterTheCommit() throws Exception {
    // Given
    awaitExpiry();
    String token = json(first.token(mailbox)).path("accessToken").asText();
    int before = provider.taken();

    // When
    first.kill();
    first.start();

    // Then the stored token is handed out, and its successor can be had
    assertThat(json(first.token(mailbox)).path("accessToken").asText()).isEqualTo(token);
    assertThat(provider.taken()).isEqualTo(before);
    refreshable = Instant.now().plus(Duration.ofSeconds(10));
    awaitExpiry();
    assertThat(first.token(mailbox).statusCode()).isEqualTo(200);
    assertThat(provider.taken() - before).isEqualTo(1);
  }

  private void killedWhile(Hold hold) throws InterruptedException {
    provider.hold(hold);
    CompletableFuture<HttpResponse<String>> lost =
        CompletableFuture.supplyAsync(() -> first.token(mailbox));
    provider.awaitReached();
    first.kill();
    await().until(lost::isCompletedExceptionally);
    provider.hold(Hold.NOTHING);
    first.start();
  }

  private void awaitExpiry() {
    await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(refreshable));
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return ContractJson.mapper().readTree(response.body());
  }
}
