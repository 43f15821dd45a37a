package dev.mailbridge.configservice.doctor;

import dev.mailbridge.configservice.sender.OutgoingMails;
import dev.mailbridge.configservice.sender.SenderException;
import dev.mailbridge.configservice.sender.SentMessage;
import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Sends a mail from the mailbox to itself and looks whether it arrives. */
@ApplicationScoped
class RoundTrip {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final OutgoingMails mails;
  private final PollerChecks poller;
  private final Clock clock;

  RoundTrip(OutgoingMails mails, @RestClient PollerChecks poller, Clock clock) {
    this.mails = mails;
    this.poller = poller;
    this.clock = clock;
  }

  CheckReport run(MailboxDefinition mailbox) {
    CheckRun run = new CheckRun();
    if (mailbox.outgoing() == null || !mailbox.enabled()) {
      run.add(
          "Sending",
          Outcome.SKIPPED,
          "Only an enabled mailbox that sends can be tried.",
          "Enable this integration, then run it again.");
      return run.report();
    }
    run.step(
            "Sending",
            () -> send(mailbox),
            sent -> "The server took the mail %s.".formatted(sent.messageId()))
        .ifPresent(sent -> arrival(mailbox, sent, run));
    return run.report();
  }

  private SentMessage send(MailboxDefinition mailbox) {
    try {
      SentMessage message = mails.sendTest(mailbox, mailbox.address());
      return within(
              () -> {
                SentMessage now = mails.get(message.id(), mailbox.project());
                return switch (now.state()) {
                  case ACCEPTED -> Optional.empty();
                  case DEFERRED -> now.sending() ? Optional.empty() : Optional.of(now);
                  default -> Optional.of(now);
                };
              })
          .filter(RoundTrip::sent)
          .orElseThrow(
              () ->
                  new CheckFailedException(
                      "The mail waits.", "Look at it under Outgoing: it says what it waits for."));
    } catch (SenderException e) {
      throw new CheckFailedException(e.getMessage(), "Then run it again.");
    }
  }

  private static boolean sent(SentMessage message) {
    if (message.state() != DeliveryState.SENT) {
      throw new CheckFailedException(
          message.state().code()
              + (message.smtpReply() == null ? "" : ": " + message.smtpReply().text()),
          message.remedy() == null ? "Look at it under Outgoing." : message.remedy());
    }
    return true;
  }

  private void arrival(MailboxDefinition mailbox, SentMessage sent, CheckRun run) {
    if (mailbox.incoming() == null || mailbox.incoming().protocol() != Protocol.IMAP) {
      run.add(
          "Arrival", Outcome.SKIPPED, "It can be looked up over IMAP only.", "Look in Outlook.");
    } else if (mailbox.incoming().afterProcessing() == AfterProcessing.DELETE) {
      run.add("Arrival", Outcome.SKIPPED, "Mails are deleted once they are read.", null);
    } else {
      run.step(
          "Arrival",
          () ->
              within(() -> arrived(mailbox, sent.messageId()))
                  .orElseThrow(
                      () ->
                          new CheckFailedException(
                              "It isn't in the mailbox after a minute.",
                              "Look into Junk Email and the mailbox's inbox rules; a message trace"
                                  + " in the Exchange admin center tells where it went.")),
          folder -> folder);
    }
  }

  private Optional<String> arrived(MailboxDefinition mailbox, String messageId) {
    PollerChecks.CheckRequest request = new PollerChecks.CheckRequest(mailbox, messageId, null);
    CheckReport report = Doctor.ask("imap-poller", () -> poller.check(request));
    return Optional.of(report.steps().getLast())
        .filter(step -> step.outcome() == Outcome.PASSED)
        .map(step -> step.detail());
  }

  private <T> Optional<T> within(Supplier<Optional<T>> look) {
    Instant end = clock.instant().plus(LONGEST);
    Optional<T> found = look.get();
    while (found.isEmpty() && clock.instant().isBefore(end)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      found = look.get();
    }
    return found;
  }
}
