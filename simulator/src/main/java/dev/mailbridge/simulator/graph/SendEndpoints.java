package dev.mailbridge.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.DroppedCall;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import dev.mailbridge.simulator.smtp.Submission;
import dev.mailbridge.simulator.smtp.SubmissionDesk;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code sendMail}, drafts and sending them. */
final class SendEndpoints {
  private final GraphParts parts;
  private final MailboxLookup lookup;

  SendEndpoints(GraphParts parts, MailboxLookup lookup) {
    this.parts = parts;
    this.lookup = lookup;
  }

  void register(Router router, GraphGate gate, String prefix) {
    router
        .on("POST", prefix + "/sendMail", gate.open("sendMail", this::sendMail))
        .on("POST", prefix + "/messages", gate.open("drafts", this::createDraft))
        .on(
            "POST",
            prefix + "/mailFolders/{folder}/messages",
            gate.open("drafts", this::createDraft))
        .on("POST", prefix + "/messages/{id}/send", gate.open("send", this::sendDraft));
  }

  private static boolean isMime(Call call) {
    return call.header("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith("text/plain"))
        .orElse(false);
  }

  private Answer sendMail(Caller caller, Call call) {
    LogIn.Open sender = lookup.sender(caller, call);
    byte[] raw;
    boolean copy = true;
    if (isMime(call)) {
      raw = MessageComposer.fromMime(call.body());
    } else {
      JsonNode body = Json.read(call.body(), JsonNode.class);
      copy = body.path("saveToSentItems").asBoolean(true);
      raw = compose(body.path("message"), sender.mailbox());
    }
    submit(sender, raw, copy, "sendMail", () -> {});
    return Answer.empty(202);
  }

  private byte[] compose(JsonNode message, String mailbox) {
    return MessageComposer.fromJson(message, mailbox, parts.clock().instant());
  }

  private Answer createDraft(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.WRITE);
    byte[] raw =
        isMime(call)
            ? MessageComposer.fromMime(call.body())
            : compose(Json.read(call.body(), JsonNode.class), mailbox.address());
    StoredMail draft =
        mailbox
            .drafts()
            .add(parts.store().keep(raw), parts.clock().instant(), Set.of("\\Draft", "\\Seen"));
    return Answer.json(201, MessageView.of(call, mailbox.drafts(), draft));
  }

  /** The draft itself goes to Sent Items: its immutable id stays. */
  private Answer sendDraft(Caller caller, Call call) {
    LogIn.Open sender = lookup.sender(caller, call);
    Mailbox mailbox = parts.store().mailboxOrNew(sender.mailbox());
    MessageIds.Found found = MessageIds.find(mailbox, call.pathParameter("id"));
    if (!found.mail().has("\\Draft")) {
      throw new GraphException(
          403, "ErrorAccessDenied", "The message is no draft: it was sent already.");
    }
    submit(
        sender,
        found.mail().content().octets(),
        false,
        "send",
        () -> {
          synchronized (mailbox) {
            found.folder().setFlags(found.mail(), Set.of("\\Seen"));
            found.folder().moveTo(found.mail(), mailbox.sentItems());
          }
        });
    return Answer.empty(202);
  }

  /**
   * @param sent done when the mail was taken, also when the client doesn't learn of it
   */
  private void submit(LogIn.Open sender, byte[] raw, boolean copy, String step, Runnable sent) {
    byte[] stripped = withoutCustomHeaders(raw);
    Submission submission = new Submission(sender, sender.mailbox(), recipients(raw), stripped);
    if (submission.recipients().isEmpty()) {
      throw new GraphException(
          400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
    }
    FaultPoint point = FaultPoint.of(Protocol.GRAPH, sender.mailbox(), step);
    switch (parts.desk().submitFromGraph(submission, copy, point)) {
      case SubmissionDesk.Verdict.Taken taken -> sent.run();
      case SubmissionDesk.Verdict.Refused refused ->
          throw new GraphException(
              refused.reply().contains("SendAsDenied") ? 403 : 400,
              refused.reply().contains("SendAsDenied")
                  ? "ErrorSendAsDenied"
                  : "ErrorMessageSubmissionBlocked",
              refused.reply());
      case SubmissionDesk.Verdict.Silent silent -> {
        if (silent.fault().taken().orElse(true)) {
          sent.run();
        }
        throw new DroppedCall();
      }
    }
  }

  private static List<String> recipients(byte[] raw) {
    List<String> all = new ArrayList<>();
    MailHeaders headers = MailHeaders.of(raw);
    try {
      for (String name : List.of("To", "Cc", "Bcc")) {
        for (String value : headers.all(name)) {
          for (InternetAddress address : InternetAddress.parseHeader(value, false)) {
            all.add(address.getAddress());
          }
        }
      }
      return all;
    } catch (AddressException e) {
      throw new GraphException(
          400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
    }
  }

  /** Reported: Graph takes custom X- headers away; and Bcc is not for the recipients' eyes. */
  private static byte[] withoutCustomHeaders(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    int kept = 0;
    for (MailHeaders.Field field : MailHeaders.of(raw).fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-") || name.equals("bcc")) {
        out.write(raw, kept, field.start() - kept);
        kept = field.end();
      }
    }
    out.write(raw, kept, raw.length - kept);
    return out.toByteArray();
  }
}
