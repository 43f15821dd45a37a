package dev.mailbridge.configservice.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.directory.graph.GraphAccess;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Opens a mailbox's inbox over Microsoft Graph; no mail is read. */
@ApplicationScoped
class GraphCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final TokenServiceGateway tokenService;
  private final HttpClient http;

  GraphCheck(TokenServiceGateway tokenService, TrustedAuthorities authorities) {
    this.tokenService = tokenService;
    http =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(authorities.sslContext())
            .build();
  }

  /**
   * @param refused a mailbox that must not open, null for none
   */
  CheckReport run(MailboxDefinition mailbox, String refused) {
    CheckRun run = new CheckRun();
    run.step("Access token for Graph", () -> token(mailbox), token -> "Microsoft gives one.")
        .ifPresent(token -> mailboxes(run, mailbox, token, refused));
    return uses(mailbox) ? run.report() : asHint(run.report());
  }

  private void mailboxes(CheckRun run, MailboxDefinition mailbox, String token, String refused) {
    Registration app =
        tokenService
            .grant(mailbox.id())
            .map(Grant::registrationId)
            .flatMap(tokenService::registration)
            .orElseThrow();
    if ("custom".equals(app.cloud()) && app.graphUrl() == null) {
      // Its token is nothing that Microsoft's Graph should see.
      run.add(
          "Inbox over Graph",
          uses(mailbox) ? Outcome.FAILED : Outcome.SKIPPED,
          "The app's registration names no Graph URL.",
          uses(mailbox) ? "Enter OAUTH2 Graph URL under Configuration." : null);
      return;
    }
    URI root = GraphAccess.root(app);
    run.step(
        "Inbox over Graph",
        () -> inbox(root, mailbox.address(), token),
        folder -> "%d mails.".formatted(folder.path("totalItemCount").asLong()));
    if (refused != null) {
      run.step(
          "%s stays closed over Graph".formatted(refused),
          () -> refuse(root, refused, token),
          text -> text);
    }
  }

  private static boolean uses(MailboxDefinition mailbox) {
    return (mailbox.incoming() != null && mailbox.incoming().protocol() == Protocol.GRAPH)
        || (mailbox.outgoing() != null && mailbox.outgoing().transport() == Transport.GRAPH);
  }

  /** A mailbox that goes over IMAP and SMTP works without Graph; an open stranger is never fine. */
  private static CheckReport asHint(CheckReport report) {
    CheckRun run = new CheckRun();
    for (CheckStep step : report.steps()) {
      boolean minor = step.outcome() == Outcome.FAILED && !step.name().contains("stays closed");
      run.add(
          step.name(),
          minor ? Outcome.WARNED : step.outcome(),
          minor ? step.detail() + " This mailbox doesn't use Graph." : step.detail(),
          step.remedy());
    }
    return run.report();
  }

  private String token(MailboxDefinition mailbox) {
    try {
      return tokenService.graphToken(mailbox.id(), false);
    } catch (CalleeException e) {
      throw new CheckFailedException(
          e.problem().path("code").asText(e.getMessage()),
          e.problem().path("remedy").asText("Sign the mailbox in first, then run it again."));
    }
  }

  private JsonNode inbox(URI root, String address, String token) throws InterruptedException {
    HttpResponse<byte[]> response = ask(root, address, token);
    if (response.statusCode() == OK) {
      return body(response);
    }
    String code = body(response).path("error").path("code").asText("no code");
    throw new CheckFailedException(
        "Graph answered %d, %s.".formatted(response.statusCode(), code), remedy(response, address));
  }

  private static String remedy(HttpResponse<byte[]> response, String address) {
    return switch (response.statusCode()) {
      case UNAUTHORIZED -> "Graph doesn't take the token: sign in again.";
      case FORBIDDEN ->
          "Grant Mail.ReadWrite and Mail.Send and admin consent; app-only: the role Application"
              + " Mail.ReadWrite for this mailbox in Exchange (see Connect Office 365).";
      case NOT_FOUND ->
          "Check that %s is a mailbox of this tenant that the account may open.".formatted(address);
      default -> "Try again; Graph is busy or out of order.";
    };
  }

  private String refuse(URI root, String refused, String token) throws InterruptedException {
    HttpResponse<byte[]> response = ask(root, refused, token);
    return switch (response.statusCode()) {
      case FORBIDDEN, NOT_FOUND -> "Graph refuses it, as it should.";
      case OK ->
          throw new CheckFailedException(
              refused + " can be opened with this app's token.",
              "Limit the app to its mailboxes: take Mail.* from its API permissions in Entra and"
                  + " give it the role with a scope (New-ManagementScope,"
                  + " New-ManagementRoleAssignment), or restrict it with"
                  + " New-ApplicationAccessPolicy.");
      default ->
          throw new CheckFailedException(
              "Undecided: Graph answered %d.".formatted(response.statusCode()),
              "Try again when Graph answers.");
    };
  }

  private HttpResponse<byte[]> ask(URI root, String address, String token)
      throws InterruptedException {
    String path =
        "%s/users/%s/mailFolders/inbox?$select=id,totalItemCount"
            .formatted(root, URLEncoder.encode(address, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CheckFailedException(
          root.getHost() + " can't be reached.",
          "Check the network and the proxy; for another cloud, the registration's Graph URL.");
    }
  }

  private static JsonNode body(HttpResponse<byte[]> response) {
    try {
      return ContractJson.read(response.body(), JsonNode.class);
    } catch (UncheckedIOException e) {
      // A proxy's page: its status has to do.
      return ContractJson.mapper().createObjectNode();
    }
  }
}
