package dev.mailbridge.configservice.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.directory.graph.ImportFailure.Code;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;

/** Opens a project's directory: with the app registered for it, and that app's own tokens. */
@ApplicationScoped
public class GraphAccess {
  private static final String VERSION = "/v1.0";

  private final TokenServiceGateway tokenService;
  private final GraphConfig config;
  private final Clock clock;
  private final HttpClient http;

  GraphAccess(
      TokenServiceGateway tokenService,
      GraphConfig config,
      TrustedAuthorities authorities,
      Clock clock) {
    this.tokenService = tokenService;
    this.config = config;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(config.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(authorities.sslContext())
            .build();
  }

  /** By this name token-service knows the project's registration and its grant. */
  public static MailboxId grantOf(ProjectId project) {
    return MailboxId.of(Topics.users(project));
  }

  /**
   * @throws ImportException when the project has no registration, or token-service can't be asked
   */
  public DirectoryReader open(ProjectId project, Pause pause) {
    MailboxId grant = grantOf(project);
    Registration registration;
    try {
      registration =
          tokenService
              .registration(grant.value())
              .orElseThrow(
                  () ->
                      new ImportException(
                          new ImportFailure(
                              Code.NO_TOKEN,
                              "No app is registered for this import",
                              "Enter Client ID, Tenant ID and Secret Key under Import Users from"
                                  + " Azure AD.",
                              null)));
    } catch (TokenServiceException e) {
      throw noToken(e);
    }
    GraphTokens tokens =
        new GraphTokens() {
          @Override
          public String token() {
            return ask(grant, false);
          }

          @Override
          public String insteadOf(String refused) {
            return ask(grant, true);
          }
        };
    GraphClient client = new GraphClient(http, root(registration), tokens, pause, config, clock);
    return new DirectoryReader(client, config.pageSize());
  }

  private String ask(MailboxId grant, boolean fresh) {
    try {
      return tokenService.graphToken(grant, fresh);
    } catch (TokenServiceException e) {
      throw noToken(e);
    }
  }

  private static ImportException noToken(TokenServiceException e) {
    JsonNode problem = e.problem();
    String code = problem.path("code").asText("");
    String remedy = problem.path("remedy").asText(e.getMessage());
    return new ImportException(
        new ImportFailure(
            Code.NO_TOKEN,
            code.isEmpty() ? "There is no access token" : "There is no access token: " + code,
            remedy,
            problem.path("traceId").asText(null)),
        e);
  }

  private static URI root(Registration registration) {
    String url = registration.graphUrl();
    if (url == null) {
      url = usual(registration.cloud());
    }
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return URI.create(base.endsWith(VERSION) ? base : base + VERSION);
  }

  private static String usual(String cloud) {
    return switch (cloud == null ? "global" : cloud) {
      case "us-government" -> "https://graph.microsoft.us";
      case "dod" -> "https://dod-graph.microsoft.us";
      case "china" -> "https://microsoftgraph.chinacloudapi.cn";
      default -> "https://graph.microsoft.com";
    };
  }
}
