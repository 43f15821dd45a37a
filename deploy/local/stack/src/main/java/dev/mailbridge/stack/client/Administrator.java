package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an administrator does in the web admin, through the same REST interface. */
public final class Administrator {
  /** Sign-in, incoming, outgoing, Graph, round trip. */
  private static final int PARTS = 5;

  private static final String APP_ONLY_CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-000000000003";
  public static final String APP_ONLY_SECRET = "simulator-app-only-secret-000";

  private final JsonHttp configService;
  private final StackSettings settings;

  private Administrator(JsonHttp configService, StackSettings settings) {
    this.configService = configService;
    this.settings = settings;
  }

  public static Administrator of(StackSettings settings) throws IOException {
    return of(settings, Files.readString(settings.folder().administratorPassword()).strip());
  }

  public static Administrator of(StackSettings settings, String password) {
    String credentials =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    return new Administrator(
        new JsonHttp(settings.ports().http(StackPort.CONFIG_SERVICE), "Basic " + credentials),
        settings);
  }

  /**
   * Registers the simulated tenant's app.
   *
   * @return the registration's id
   */
  public String registerApp() {
    return registerApp(settings.ports());
  }

  /**
   * @param seen the ports by which token-service is to reach the tenant
   * @return the registration's id
   */
  public String registerApp(StackPorts seen) {
    return configService.post("/api/v1/registrations", app(seen)).path("id").asText();
  }

  /** Enters the secret of such a registration anew, as after its expiry. */
  public void enterSecret(String registrationId, StackPorts seen) {
    configService.put("/api/v1/registrations/" + registrationId, app(seen));
  }

  private Map<String, Object> app(StackPorts seen) {
    String endpoints = "/" + SimulatedTenant.ID + "/oauth2/v2.0/";
    return Map.ofEntries(
        Map.entry("name", "HelpDesk mail"),
        Map.entry("cloud", "custom"),
        Map.entry("tenantId", SimulatedTenant.ID),
        Map.entry("clientId", SimulatedTenant.CLIENT_ID),
        // The browser opens this one.
        Map.entry(
            "authorizationEndpoint",
            settings.ports().http(StackPort.SIMULATOR).resolve(endpoints + "authorize")),
        Map.entry("tokenEndpoint", seen.http(StackPort.SIMULATOR).resolve(endpoints + "token")),
        Map.entry("graphUrl", seen.http(StackPort.SIMULATOR)),
        Map.entry("codeChallenge", true),
        Map.entry("codeChallengeMethod", "S256"),
        Map.entry("redirectUri", settings.ports().http(StackPort.TOKEN_SERVICE) + "/"),
        Map.entry("credential", Map.of("type", "secret", "secret", SimulatedTenant.CLIENT_SECRET)));
  }

  /** Returns when it has its topics. */
  public void addProject(ProjectId project, String name) {
    configService.post("/api/v1/projects", Map.of("id", project, "name", name));
    Waiting.until(
        "the topics of " + project,
        Duration.ofSeconds(30),
        () ->
            configService
                .get("/api/v1/projects/" + project)
                .path("topics")
                .asText()
                .equals("ready"));
  }

  /** The registration, to be changed, of the simulated tenant's app that signs in by itself. */
  public Map<String, Object> appOnly() {
    URI entra =
        settings
            .ports()
            .http(StackPort.SIMULATOR)
            .resolve("/" + SimulatedTenant.ID + "/oauth2/v2.0/");
    Map<String, Object> registration = new LinkedHashMap<>();
    registration.put("name", "HelpDesk app-only");
    registration.put("cloud", "custom");
    registration.put("tenantId", SimulatedTenant.ID);
    registration.put("clientId", APP_ONLY_CLIENT_ID);
    registration.put("authorizationEndpoint", entra.resolve("authorize"));
    registration.put("tokenEndpoint", entra.resolve("token"));
    registration.put("credential", Map.of("type", "secret", "secret", APP_ONLY_SECRET));
    return registration;
  }

  /**
   * Registers an app.
   *
   * @return the registration's id
   */
  public String register(Map<String, ?> registration) {
    return configService.post("/api/v1/registrations", registration).path("id").asText();
  }

  /** Whether a registration works, as the identity provider sees it. */
  public JsonNode check(String registration) {
    return configService.post("/api/v1/registrations/%s:check".formatted(registration), Map.of());
  }

  public boolean hasMailbox(MailboxId mailbox) {
    for (JsonNode one : list("/api/v1/mailboxes", "mailboxes")) {
      if (one.path("id").asText().equals(mailbox.value())) {
        return true;
      }
    }
    return false;
  }

  private JsonNode list(String path, String field) {
    JsonNode answer = configService.get(path);
    return answer.isArray() ? answer : answer.path(field);
  }

  /**
   * Has all mailboxes published again, as after the loss of Kafka.
   *
   * @return how many
   */
  public int publishMailboxes() {
    return configService.post("/api/v1/mailbox-publications", Map.of()).path("published").asInt();
  }

  /** Adds a mailbox, given as definition or as JSON. */
  public void addMailbox(Object mailbox) {
    configService.post("/api/v1/mailboxes", mailbox);
  }

  /** Lets the mailbox be opened by the user of the same address, who has to sign in. */
  public void grant(MailboxDefinition mailbox, String registrationId) {
    grant(mailbox.id().value(), registrationId, "authorization-code", mailbox.address());
  }

  /** Lets the mailbox be opened in that way, by the user of that address or the app itself. */
  public void grant(String mailbox, String registrationId, String flow, String address) {
    configService.put(
        "/api/v1/mailboxes/%s/grant".formatted(mailbox),
        Map.of(
            "registrationId", registrationId,
            "flow", flow,
            "signsInAs", address,
            "mailbox", address));
  }

  /** The one-time address at which the mailbox's user signs in. */
  public URI signIn(MailboxId mailbox) {
    return URI.create(
        configService
            .post("/api/v1/mailboxes/%s/sign-in".formatted(mailbox), Map.of())
            .path("url")
            .asText());
  }

  /**
   * Runs every check of the mailbox, with a mail to itself.
   *
   * @throws StackException with the first step that failed
   */
  public void examine(MailboxId mailbox) {
    JsonNode report =
        configService.post(
            "/api/v1/mailboxes/%s:doctor?sendsMail=true".formatted(mailbox), Map.of());
    for (JsonNode part : report.path("parts")) {
      for (JsonNode step : part.path("report").path("steps")) {
        if (step.path("outcome").asText().equals("failed")) {
          throw new StackException(
              "Doctor, %s, %s: %s %s"
                  .formatted(
                      part.path("title").asText(),
                      step.path("name").asText(),
                      step.path("detail").asText(),
                      step.path("remedy").asText()));
        }
      }
    }
    if (report.path("parts").size() < PARTS) {
      throw new StackException("Doctor looked at too little: " + report);
    }
  }

  /** Waits until the poller says that it is connected. */
  public void awaitConnected(MailboxId mailbox, Duration atMost) {
    Waiting.until(
        "mailbox %s connected".formatted(mailbox),
        atMost,
        () -> {
          for (JsonNode facet : status(mailbox.value())) {
            if (facet.path("facet").asText().equals("incoming")
                && facet.path("state").asText().equals("connected")) {
              return true;
            }
          }
          return false;
        });
  }

  /** The facets of a mailbox's status. */
  public JsonNode status(String mailbox) {
    return list("/api/v1/mailboxes/%s/status".formatted(mailbox), "facets");
  }

  /** A service's metrics, in Prometheus' text format. */
  public String metrics(StackPort service) throws IOException {
    String key = Files.readString(settings.folder().operatorKey()).strip();
    return new JsonHttp(settings.ports().http(service), "Bearer " + key).text("/q/metrics");
  }
}
