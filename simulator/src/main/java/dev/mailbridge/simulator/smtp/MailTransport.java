package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.fault.Pauses;
import dev.mailbridge.simulator.mail.MailContent;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.mime.MailHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Brings what was sent into the recipients' mailboxes and the copy into Sent Items. */
public final class MailTransport {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final MailStore store;
  private final Directory directory;
  private final Settings settings;
  private final Faults faults;
  private final Pauses pauses;
  private final Clock clock;

  public MailTransport(
      MailStore store,
      Directory directory,
      Settings settings,
      Faults faults,
      Pauses pauses,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.settings = settings;
    this.faults = faults;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Delivers to each recipient once, makes the copy, and sends bounces back. */
  public void send(Submission mail, FaultPoint point) {
    byte[] raw = withDate(mail.raw());
    distribute(mail, raw, point);
    fileCopy(mail, store.keep(raw), point);
  }

  /** As {@link #send}, for one that sees to the copy itself (Graph without saveToSentItems). */
  public void sendWithoutCopy(Submission mail, FaultPoint point) {
    distribute(mail, withDate(mail.raw()), point);
  }

  private void distribute(Submission mail, byte[] raw, FaultPoint point) {
    MailContent delivered = store.keep(withReceived(raw, mail));
    Optional<Fault> bounce = faults.take(point, FaultKind.BOUNCE);
    Set<String> done = new HashSet<>();
    for (String recipient : mail.recipients()) {
      if (!done.add(recipient.toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (bounce.isPresent()) {
        bounce(mail, recipient, bounce.get().text().orElse("550 5.1.1 User unknown"));
      } else {
        deliver(mail, recipient, delivered);
      }
    }
  }

  private void deliver(Submission mail, String recipient, MailContent content) {
    Optional<User> user = directory.user(recipient);
    if (user.isEmpty() && directory.isOwnDomain(recipient)) {
      bounce(
          mail,
          recipient,
          "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient " + recipient + " not found");
      return;
    }
    String address = user.map(User::userPrincipalName).orElse(recipient);
    store.mailboxOrNew(address).inbox().add(content, clock.instant(), Set.of());
  }

  private void bounce(Submission mail, String recipient, String reply) {
    if (mail.mailFrom().isEmpty()) {
      return;
    }
    byte[] report = DeliveryFailure.report(mail, recipient, reply, clock.instant());
    store
        .mailboxOrNew(
            directory.user(mail.mailFrom()).map(User::userPrincipalName).orElse(mail.mailFrom()))
        .inbox()
        .add(store.keep(report), clock.instant(), Set.of());
  }

  /** The copy lies with the one who signed in, not with the shared mailbox in From. */
  private void fileCopy(Submission mail, MailContent copy, FaultPoint point) {
    if (faults.take(point, FaultKind.SENT_ITEMS_MISSING).isPresent()) {
      return;
    }
    String owner = mail.logIn().signedInAs();
    Optional<Fault> elsewhere = faults.take(point, FaultKind.SENT_ITEMS_ELSEWHERE);
    String place = elsewhere.flatMap(Fault::other).orElse(owner);
    Optional<Fault> late = faults.take(point, FaultKind.SENT_ITEMS_LATE);
    if (late.isPresent()) {
      Duration delay = late.get().delayOr(LATE);
      Thread.ofVirtual()
          .name("sent-items-late")
          .start(
              () -> {
                if (pauses.pause(delay)) {
                  copyTo(place, copy);
                }
              });
      return;
    }
    copyTo(place, copy);
    String from = mail.mailFrom();
    if (settings.behaviour().sentItemsInSharedMailbox()) {
      directory
          .user(from)
          .filter(User::shared)
          .ifPresent(shared -> copyTo(shared.userPrincipalName(), copy));
    }
  }

  private void copyTo(String address, MailContent copy) {
    store.mailboxOrNew(address).sentItems().add(copy, clock.instant(), Set.of("\\Seen"));
  }

  private byte[] withDate(byte[] raw) {
    return MailHeaders.of(raw).first("Date").isPresent()
        ? raw
        : prefixed("Date: " + DATE.format(clock.instant()) + "\r\n", raw);
  }

  private byte[] withReceived(byte[] raw, Submission mail) {
    return prefixed(
        "Received: from simulator.prod.outlook.com (::1) by simulator.prod.outlook.com with\r\n"
            + " Microsoft SMTP Server (version=TLS1_3) id 15.20; "
            + DATE.format(clock.instant())
            + "\r\nReturn-Path: "
            + mail.mailFrom()
            + "\r\n",
        raw);
  }

  static byte[] prefixed(String headers, byte[] raw) {
    byte[] head = headers.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + raw.length);
    System.arraycopy(raw, 0, all, head.length, raw.length);
    return all;
  }
}
