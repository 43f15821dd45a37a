package dev.mailbridge.configservice.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Runs every check of a mailbox: its sign-in, its servers, and a mail to itself. */
@ApplicationScoped
public class Doctor {
  private final TokenServiceGateway tokenService;
  private final PollerChecks poller;
  private final SenderChecks sender;
  private final RoundTrip roundTrip;
  private final Clock clock;

  Doctor(
      TokenServiceGateway tokenService,
      @RestClient PollerChecks poller,
      @RestClient SenderChecks sender,
      RoundTrip roundTrip,
      Clock clock) {
    this.tokenService = tokenService;
    this.poller = poller;
    this.sender = sender;
    this.roundTrip = roundTrip;
    this.clock = clock;
  }

  /** What can be looked at, in this order. */
  public enum Part {
    SIGN_IN("Sign-in"),
    INCOMING("Incoming mail"),
    OUTGOING("Outgoing mail"),
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
        case ROUND_TRIP -> roundTrip.run(mailbox);
      };
    } catch (DoctorException e) {
      return single(Outcome.FAILED, part.title(), e.getMessage(), "Then run it again.");
    }
  }

  /**
   * The mailbox's folders as its server lists them.
   *
   * @throws DoctorException with what to do
   */
  public List<String> folders(MailboxDefinition mailbox) {
    return ask("imap-poller", () -> poller.folders(new PollerChecks.FoldersRequest(mailbox)))
        .folders();
  }

  private CheckReport signIn(MailboxDefinition mailbox) {
    CheckRun run = new CheckRun();
    run.step("Sign-in of the mailbox", () -> grant(mailbox), Doctor::described)
        .ifPresent(
            grant -> {
              if (grant.registrationId() != null) {
                run.step(
                    "Tenant and credential",
                    () -> registration(grant.registrationId()),
                    text -> text);
              }
            });
    return run.report();
  }

  private Grant grant(MailboxDefinition mailbox) {
    Grant grant =
        tokenService
            .grant(mailbox.id())
            .orElseThrow(
                () ->
                    new CheckFailedException(
                        "The mailbox has no sign-in.", "Set it up under Edit, Sign-in."));
    if (!grant.ready()) {
      throw grant.failure() == null
          ? new CheckFailedException(
              "Nobody has signed in yet.", "Sign in on the mailbox's page, under Sign-in.")
          : new CheckFailedException(
              grant.failure().code()
                  + (grant.failure().traceId() == null
                      ? ""
                      : ", trace id " + grant.failure().traceId()),
              grant.failure().remedy());
    }
    return grant;
  }

  private static String described(Grant grant) {
    return "By %s, as %s.".formatted(grant.flow(), grant.signsInAs());
  }

  private String registration(String id) {
    JsonNode result = tokenService.checkRegistration(id);
    if (!result.path("ok").asBoolean()) {
      JsonNode failure = result.path("failure");
      throw new CheckFailedException(
          failure.path("code").asText("The check failed")
              + ", trace id "
              + failure.path("traceId").asText("none"),
          failure.path("remedy").asText("See Configuration, OAUTH2."));
    }
    return "The tenant was found and takes the app's credential.";
  }

  private CheckReport incoming(MailboxDefinition mailbox, String refused) {
    if (mailbox.incoming() == null) {
      return single(Outcome.SKIPPED, "Server", "The mailbox reads no mail.", null);
    }
    if (mailbox.incoming().protocol() == Protocol.GRAPH) {
      return single(
          Outcome.SKIPPED, "Server", "Microsoft Graph is looked at with the mail to itself.", null);
    }
    return ask(
        "imap-poller", () -> poller.check(new PollerChecks.CheckRequest(mailbox, null, refused)));
  }

  private CheckReport outgoing(MailboxDefinition mailbox) {
    if (mailbox.outgoing() == null) {
      return single(Outcome.SKIPPED, "Server", "The mailbox sends no mail.", null);
    }
    if (mailbox.outgoing().transport() != Transport.SMTP) {
      return single(
          Outcome.SKIPPED, "Server", "Microsoft Graph is looked at with the mail to itself.", null);
    }
    return ask("smtp-sender", () -> sender.check(new SenderChecks.CheckRequest(mailbox)));
  }

  static CheckReport single(Outcome outcome, String name, String detail, String remedy) {
    CheckRun run = new CheckRun();
    run.add(name, outcome, detail, remedy);
    return run.report();
  }

  static <T> T ask(String service, Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw DoctorException.unreachable(service, e);
    }
  }
}
