package dev.mailbridge.stack.smoke;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.client.Waiting;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The way of one mail: set up, signed in, delivered, seen, answered, received, reported. */
final class SmokeJourney {
  private static final Duration HOP = Duration.ofSeconds(30);

  private final StackSettings settings;
  private final Stopwatch watch;
  private final SimulatedMailboxes mailboxes;

  SmokeJourney(StackSettings settings, Stopwatch watch) {
    this.settings = settings;
    this.watch = watch;
    mailboxes = new SimulatedMailboxes(settings.ports());
  }

  /**
   * @throws StackException naming the hop that didn't happen
   */
  void travel() throws IOException {
    MailboxDefinition mailbox = setUp();
    String kafka = "localhost:" + settings.ports().of(StackPort.KAFKA);
    try (Project project = new Project(SimulatedTenant.PROJECT, kafka)) {
      SmokeMail sent = SmokeMail.create();
      watch.lap("prepared_ms");
      mailboxes.deliver(SimulatedTenant.HELPDESK, sent.raw());
      IncomingMail event =
          project.await(
              Topics.incoming(SimulatedTenant.PROJECT),
              IncomingMail.class,
              HOP,
              mail -> mail.messageId().equals(sent.messageId()));
      watch.lap("mail_to_event_ms");
      requireAttachment(event, sent);
      OutgoingMail reply = reply(mailbox, event);
      project.publish(reply);
      Pattern inReplyTo =
          Pattern.compile("(?im)^In-Reply-To:\\s+" + Pattern.quote(sent.messageId()) + "\\s*$");
      Waiting.until(
          "the reply, with In-Reply-To, in the mailbox of " + SimulatedTenant.CUSTOMER,
          HOP,
          () ->
              mailboxes.inbox(SimulatedTenant.CUSTOMER).stream()
                  .map(raw -> new String(raw, StandardCharsets.ISO_8859_1))
                  .anyMatch(text -> inReplyTo.matcher(headers(text)).find()));
      watch.lap("reply_to_mailbox_ms");
      project.await(
          Topics.delivery(SimulatedTenant.PROJECT),
          DeliveryReport.class,
          HOP,
          report -> report.outgoingId().equals(reply.id()) && report.state() == DeliveryState.SENT);
      watch.lap("report_ms");
    }
  }

  private MailboxDefinition setUp() throws IOException {
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(settings.ports(), null);
    Administrator administrator = Administrator.of(settings);
    String registration = administrator.registerApp();
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, registration);
    watch.lap("set_up_ms");
    new Browser()
        .signIn(
            administrator.signIn(mailbox.id()), SimulatedTenant.HELPDESK, SimulatedTenant.PASSWORD);
    watch.lap("signed_in_ms");
    administrator.awaitConnected(mailbox.id(), HOP);
    watch.lap("connected_ms");
    return mailbox;
  }

  private static void requireAttachment(IncomingMail event, SmokeMail sent) {
    boolean same =
        event.attachments().stream()
            .anyMatch(attachment -> attachment.sha256().equals(sent.attachmentSha256()));
    if (!same) {
      throw new StackException(
          "The event's attachments are not the mail's: " + event.attachments());
    }
  }

  private static OutgoingMail reply(MailboxDefinition mailbox, IncomingMail event) {
    return new OutgoingMail(
        OutgoingId.of(UUID.randomUUID().toString()),
        mailbox.id(),
        null,
        List.of(MailAddress.of("Carla Customer", SimulatedTenant.CUSTOMER)),
        List.of(),
        List.of(),
        List.of(),
        "Re: " + event.subject(),
        "Paper is on its way.",
        null,
        List.of(),
        List.of(event.messageId()),
        event.references(),
        "SMOKE-1",
        null,
        OutgoingKind.REPLY,
        Map.of());
  }

  /** Unfolded (RFC 5322 section 2.2.3). */
  private static String headers(String mail) {
    int end = mail.indexOf("\r\n\r\n");
    return (end < 0 ? mail : mail.substring(0, end)).replaceAll("\r\n[ \t]+", " ");
  }
}
