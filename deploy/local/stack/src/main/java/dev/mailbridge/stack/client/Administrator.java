package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
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
  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  private static final String CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-000000000002";
  private static final String CLIENT_SECRET = "simulator-client-secret-000";

  private final JsonHttp configService;
  private final StackSettings settings;

  private Administrator(JsonHttp configService, StackSettings settings) {
    this.configService = configService;
    this.settings = settings;
  }

  public static Administrator of(StackSettings settings) throws IOException {
    String password = Files.readString(settings.folder().administratorPassword()).strip();
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
    URI entra = settings.ports().http(StackPort.SIMULATOR).resolve("/" + TENANT + "/oauth2/v2.0/");
    return configService
        .post(
            "/api/v1/registrations",
            Map.ofEntries(
                Map.entry("name", "HelpDesk mail"),
                Map.entry("cloud", "custom"),
                Map.entry("tenantId", TENANT),
                Map.entry("clientId", CLIENT_ID),
                Map.entry("authorizationEndpoint", entra.resolve("authorize")),
                Map.entry("tokenEndpoint", entra.resolve("token")),
                Map.entry("codeChallenge", true),
                Map.entry("codeChallengeMethod", "S256"),
                Map.entry("redirectUri", settings.ports().http(StackPort.TOKEN_SERVICE) + "/"),
                Map.entry("credential", Map.of("type", "secret", "secret", CLIENT_SECRET))))
        .path("id")
        .asText();
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
