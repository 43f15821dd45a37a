package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** What an administrator does in the web admin, through the same REST interface. */
public final class Administrator {
  /** Sign-in, incoming, outgoing, Graph, round trip. */
  private static final int PARTS = 5;

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
    URI entra =
        settings
            .ports()
            .http(StackPort.SIMULATOR)
            .resolve("/" + SimulatedTenant.ID + "/oauth2/v2.0/");
    return configService
        .post(
            "/api/v1/registrations",
            Map.ofEntries(
                Map.entry("name", "HelpDesk mail"),
                Map.entry("cloud", "custom"),
                Map.entry("tenantId", SimulatedTenant.ID),
                Map.entry("clientId", SimulatedTenant.CLIENT_ID),
                Map.entry("authorizationEndpoint", entra.resolve("authorize")),
                Map.entry("tokenEndpoint", entra.resolve("token")),
                Map.entry("graphUrl", settings.ports().http(StackPort.SIMULATOR)),
                Map.entry("codeChallenge", true),
                Map.entry("codeChallengeMethod", "S256"),
                Map.entry("redirectUri", settings.ports().http(StackPort.TOKEN_SERVICE) + "/"),
                Map.entry(
                    "credential",
                    Map.of("type", "secret", "secret", SimulatedTenant.CLIENT_SECRET))))
        .path("id")
        .asText();
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

  public void addMailbox(MailboxDefinition mailbox) {
    configService.post("/api/v1/mailboxes", mailbox);
  }

  /** Lets the mailbox be opened by the user of the same address, who has to sign in. */
  public void grant(MailboxDefinition mailbox, String registrationId) {
    configService.put(
        "/api/v1/mailboxes/%s/grant".formatted(mailbox.id()),
        Map.of(
            "registrationId",
            registrationId,
            "flow",
            "authorization-code",
            "signsInAs",
            mailbox.address(),
            "mailbox",
            mailbox.address()));
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
          JsonNode status = configService.get("/api/v1/mailboxes/%s/status".formatted(mailbox));
          for (JsonNode facet : status.isArray() ? status : status.path("facets")) {
            if (facet.path("facet").asText().equals("incoming")
                && facet.path("state").asText().equals("connected")) {
              return true;
            }
          }
          return false;
        });
  }
}
