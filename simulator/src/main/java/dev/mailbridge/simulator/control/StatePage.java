package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.SimulatorClock;
import dev.mailbridge.simulator.entra.AccessTokens;
import dev.mailbridge.simulator.entra.IssuedToken;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.BadCall;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Html;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.SampleMail;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** {@code GET /}: mailboxes, mails, issued tokens, faults, time; with forms to change them. */
public final class StatePage {
  private static final int MAILS_SHOWN = 50;

  private final MailStore store;
  private final Faults faults;
  private final FaultControl faultControl;
  private final AccessTokens tokens;
  private final SimulatorClock clock;

  public StatePage(
      MailStore store,
      Faults faults,
      FaultControl faultControl,
      AccessTokens tokens,
      SimulatorClock clock) {
    this.store = store;
    this.faults = faults;
    this.faultControl = faultControl;
    this.tokens = tokens;
    this.clock = clock;
  }

  public void register(Router router) {
    router
        .on("GET", "/", call -> page())
        .on("POST", "/simulator/page/sample", this::deliverSample)
        .on("POST", "/simulator/page/fault", this::addFault)
        .on("POST", "/simulator/page/fault-removal", this::removeFault)
        .on("POST", "/simulator/page/clock", this::moveClock);
  }

  private static Answer back() {
    return Answer.empty(303).with("Location", "/");
  }

  private Answer deliverSample(Call call) {
    String address = call.form().getOrDefault("mailbox", "");
    Mailbox mailbox =
        store
            .mailbox(address)
            .orElseThrow(() -> new BadCall(404, "There is no mailbox " + address));
    byte[] raw = SampleMail.toMailbox(address, clock.instant(), UUID.randomUUID().toString());
    mailbox.inbox().add(store.keep(raw), clock.instant(), Set.of());
    return back();
  }

  private Answer addFault(Call call) {
    Map<String, Object> given = new LinkedHashMap<>();
    call.form()
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                given.put(name, value);
              }
            });
    faultControl.apply(Json.read(Answer.json(200, given).body(), Fault.class));
    return back();
  }

  private Answer removeFault(Call call) {
    faults.remove(call.form().getOrDefault("id", ""));
    return back();
  }

  private Answer moveClock(Call call) {
    try {
      clock.advance(Duration.parse(call.form().getOrDefault("advance", "")));
    } catch (java.time.format.DateTimeParseException e) {
      throw new BadCall(400, "The time to move by must look like PT2H or P90D");
    }
    return back();
  }

  private Answer page() {
    List<Mailbox> mailboxes =
        store.mailboxes().stream().sorted(Comparator.comparing(Mailbox::address)).toList();
    StringBuilder html = new StringBuilder(PageParts.HEAD);
    html.append("<h1>Simulated Office 365</h1><p>Its time is <b>")
        .append(clock.instant().truncatedTo(ChronoUnit.SECONDS))
        .append("</b>")
        .append(clock.offset().isZero() ? "" : ", moved by " + clock.offset())
        .append(".</p>")
        .append(PageParts.CLOCK_FORM)
        .append("<h2>Mailboxes</h2>");
    html.append(PageParts.sampleForm(mailboxes.stream().map(Mailbox::address).toList()));
    html.append(
        "<table><thead><tr><th>Mailbox<th>Folder<th>Mails<th>UIDVALIDITY<th>UIDNEXT</thead>");
    for (Mailbox mailbox : mailboxes) {
      for (MailFolder folder : mailbox.folders()) {
        if (folder.size() > 0 || folder.name().equals("INBOX")) {
          html.append(
              PageParts.row(
                  mailbox.address(),
                  folder.name(),
                  String.valueOf(folder.size()),
                  String.valueOf(folder.uidValidity()),
                  String.valueOf(folder.uidNext())));
        }
      }
    }
    html.append("</table><h2>Latest mails</h2>").append(latestMails(mailboxes));
    html.append("<h2>Faults</h2>").append(PageParts.faultForm(FaultKind.values()));
    html.append(faultTable()).append("<h2>Tokens issued</h2>").append(tokenTable());
    return Answer.html(200, html.append("</main></html>").toString());
  }

  private record Shown(Mailbox mailbox, MailFolder folder, StoredMail mail) {
    Instant at() {
      return mail.receivedAt();
    }
  }

  private static String latestMails(List<Mailbox> mailboxes) {
    StringBuilder html =
        new StringBuilder(
            "<table><thead><tr><th>Time<th>Mailbox<th>Folder<th>From<th>Subject</thead>");
    mailboxes.stream()
        .flatMap(
            mailbox ->
                mailbox.folders().stream()
                    .flatMap(
                        folder -> {
                          List<StoredMail> mails = folder.mails();
                          return mails
                              .subList(Math.max(0, mails.size() - MAILS_SHOWN), mails.size())
                              .stream()
                              .map(mail -> new Shown(mailbox, folder, mail));
                        }))
        .sorted(Comparator.comparing(Shown::at).reversed())
        .limit(MAILS_SHOWN)
        .forEach(
            shown -> {
              MailHeaders headers = MailHeaders.of(shown.mail().content().octets());
              html.append(
                  PageParts.row(
                      shown.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                      shown.mailbox().address(),
                      shown.folder().name(),
                      headers.first("From").orElse(""),
                      headers.first("Subject").orElse("")));
            });
    return html.append("</table>").toString();
  }

  private String faultTable() {
    StringBuilder html =
        new StringBuilder("<table><thead><tr><th>Fault<th>Where<th>Ends<th>Strikes<th></thead>");
    for (Faults.Listed listed : faults.list()) {
      Fault fault = listed.fault();
      html.append("<tr><td>")
          .append(fault.kind().slug())
          .append("<td>")
          .append(
              Html.escape(
                  fault.protocol().map(one -> one.slug() + " ").orElse("")
                      + fault.step().map(step -> step + " ").orElse("")
                      + fault.mailbox().orElse("every mailbox")
                      + fault.uid().map(uid -> ", UID " + uid).orElse("")))
          .append("<td>")
          .append(Html.escape(fault.count().map(count -> "after " + count).orElse("until removed")))
          .append("<td>")
          .append(listed.strikes())
          .append("<td>")
          .append(PageParts.removal(fault.id()));
    }
    return html.append("</table>").toString();
  }

  private String tokenTable() {
    StringBuilder html =
        new StringBuilder(
            "<table><thead><tr><th>Time<th>Grant<th>App<th>For<th>Permissions<th>Until<th>Token</thead>");
    for (IssuedToken token : tokens.issued().stream().limit(MAILS_SHOWN).toList()) {
      html.append(
          PageParts.row(
              token.at().truncatedTo(ChronoUnit.SECONDS).toString(),
              token.grant(),
              token.app(),
              token.subject(),
              token.resource() + " " + token.scopes(),
              token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString(),
              token.ending()));
    }
    return html.append("</table>").toString();
  }
}
