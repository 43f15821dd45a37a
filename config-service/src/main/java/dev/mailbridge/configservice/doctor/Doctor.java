package dev.mailbridge.configservice.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.poller.IncomingChecks;
import dev.mailbridge.configservice.sender.OutgoingChecks;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs every check of a mailbox: its sign-in, its servers, and a mail to itself. */
@ApplicationScoped
public class Doctor {
  private final TokenServiceGateway tokenService;
  private final IncomingChecks incoming;
  private final OutgoingChecks outgoing;
  private final GraphCheck graph;
  private final RoundTrip roundTrip;
  private final Clock clock;

  Doctor(
      TokenServiceGateway tokenService,
      IncomingChecks incoming,
      OutgoingChecks outgoing,
      GraphCheck graph,
      RoundTrip roundTrip,
      Clock clock) {
    this.tokenService = tokenService;
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.graph = graph;
    this.roundTrip = roundTrip;
    this.clock = clock;
  }

  /** What can be looked at, in this order. */
  public enum Part {
    SIGN_IN("Sign-in"),
    INCOMING("Incoming mail"),
    OUTGOING("Outgoing mail"),
    GRAPH("Microsoft Graph"),
    ROUND_TRIP("A mail to itself");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    /** As a heading. */
    public String title() {
      return title;
    }
  }

  /**
   * Everything, one after the other; takes up to two minutes.
   *
   * @param sendsMail whether a mail is sent to the mailbox itself
   * @param refused a mailbox that must not open with this one's token, null for none
   */
  public DoctorReport examine(MailboxDefinition mailbox, boolean sendsMail, String refused) {
    List<DoctorReport.Part> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      if (part != Part.ROUND_TRIP || sendsMail) {
        parts.add(new DoctorReport.Part(part.title(), look(part, mailbox, refused)));
      }
    }
    return new DoctorReport(mailbox.id(), mailbox.address(), clock.instant(), parts);
  }

  /** One part; a service that doesn't answer is a failed step. */
  public CheckReport look(Part part, MailboxDefinition mailbox, String refused) {
    try {
      return switch (part) {
        case SIGN_IN -> signIn(mailbox);
        case INCOMING -> incoming(mailbox, refused);
        case OUTGOING -> outgoing(mailbox);
        case GRAPH -> graph.run(mailbox, refused);
        case ROUND_TRIP -> roundTrip.run(mailbox);
      };
    } catch (CalleeException e) {
      return single(Outcome.FAILED, part.title(), e.getMessage(), "Then run it again.");
    }
  }

  /** The app first, then who signed in with it: an app that isn't taken explains the rest. */
  private CheckReport signIn(MailboxDefinition mailbox) {
    Optional<Grant> grant = tokenService.grant(mailbox.id());
    CheckRun run = new CheckRun();
    boolean goesOn = grant.map(Grant::registrationId).map(id -> registration(id, run)).orElse(true);
    if (goesOn) {
      run.step("Sign-in and consent", () -> signedIn(grant), Doctor::described);
    }
    return run.report();
  }

  private static Grant signedIn(Optional<Grant> found) {
    Grant grant =
        found.orElseThrow(
            () ->
                new CheckFailedException(
                    "The mailbox has no sign-in.", "Set it up under Edit, Sign-in."));
    if (!grant.ready()) {
      throw grant.failure() == null
          ? new CheckFailedException(
              "Nobody has signed in yet.", "Sign in on the mailbox's page, under Sign-in.")
          : new CheckFailedException(
              traced(grant.failure().code(), grant.failure().traceId()), grant.failure().remedy());
    }
    return grant;
  }

  private static String described(Grant grant) {
    return "By %s, as %s.".formatted(grant.flow(), grant.signsInAs());
  }

  /** What token-service tried of the app; false when it failed. */
  private boolean registration(String id, CheckRun run) {
    JsonNode result = tokenService.checkRegistration(id);
    boolean ok = result.path("ok").asBoolean();
    JsonNode failure = result.path("failure");
    String remedy = failure.path("remedy").asText("See Configuration, OAUTH2.");
    for (JsonNode step : result.path("steps")) {
      String name = step.path("name").asText();
      boolean passed = step.path("ok").asBoolean();
      run.add(
          Character.toUpperCase(name.charAt(0)) + name.substring(1),
          passed ? Outcome.PASSED : ok ? Outcome.WARNED : Outcome.FAILED,
          step.path("detail").asText(),
          passed || ok ? null : remedy);
    }
    if (result.path("steps").isEmpty()) {
      run.add(
          "Tenant and credential",
          ok ? Outcome.PASSED : Outcome.FAILED,
          ok
              ? "The tenant was found and takes the app's credential."
              : traced(failure.path("code").asText(), failure.path("traceId").asText(null)),
          ok ? null : remedy);
    }
    return ok;
  }

  private static String traced(String code, String traceId) {
    return traceId == null ? code : code + ", trace id " + traceId;
  }

  private CheckReport incoming(MailboxDefinition mailbox, String refused) {
    if (mailbox.incoming() == null) {
      return single(Outcome.SKIPPED, "Server", "The mailbox reads no mail.", null);
    }
    return incoming.check(mailbox, null, refused);
  }

  private CheckReport outgoing(MailboxDefinition mailbox) {
    if (mailbox.outgoing() == null) {
      return single(Outcome.SKIPPED, "Server", "The mailbox sends no mail.", null);
    }
    if (mailbox.outgoing().transport() != Transport.SMTP) {
      return single(Outcome.SKIPPED, "Server", "It goes over Microsoft Graph, see there.", null);
    }
    return outgoing.check(mailbox);
  }

  static CheckReport single(Outcome outcome, String name, String detail, String remedy) {
    CheckRun run = new CheckRun();
    run.add(name, outcome, detail, remedy);
    return run.report();
  }
}
