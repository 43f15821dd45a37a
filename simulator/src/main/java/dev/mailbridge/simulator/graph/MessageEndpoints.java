package dev.mailbridge.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reading, marking, moving and deleting messages. */
final class MessageEndpoints {
  private final GraphParts parts;
  private final MailboxLookup lookup;

  MessageEndpoints(GraphParts parts, MailboxLookup lookup) {
    this.parts = parts;
    this.lookup = lookup;
  }

  void register(Router router, GraphGate gate, String prefix) {
    MessageDelta delta = new MessageDelta(parts, lookup);
    String inFolder = prefix + "/mailFolders/{folder}/messages";
    router
        .on("GET", inFolder + "/delta", gate.open("messages/delta", delta::handle))
        .on("GET", inFolder + "/delta()", gate.open("messages/delta", delta::handle))
        .on("GET", inFolder, gate.open("messages", this::list))
        .on("GET", prefix + "/messages", gate.open("messages", this::list))
        .on("GET", prefix + "/messages/{id}", gate.open("message", this::one))
        .on("GET", prefix + "/messages/{id}/$value", gate.open("message-value", this::value))
        .on("GET", inFolder + "/{id}/$value", gate.open("message-value", this::value))
        .on(
            "GET",
            prefix + "/messages/{id}/attachments",
            gate.open("attachments", this::attachments))
        .on("PATCH", prefix + "/messages/{id}", gate.open("message-patch", this::patch))
        .on("DELETE", prefix + "/messages/{id}", gate.open("message-delete", this::delete))
        .on("POST", prefix + "/messages/{id}/move", gate.open("message-move", this::move));
  }

  private MessageIds.Found find(Caller caller, Call call, MailboxLookup.Use use) {
    Mailbox mailbox = lookup.mailbox(caller, call, use);
    return MessageIds.find(mailbox, call.pathParameter("id"));
  }

  private Answer one(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.READ);
    return Answer.json(200, MessageView.of(call, found.folder(), found.mail()));
  }

  private Answer value(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.READ);
    return Answer.of(200, "text/plain", found.mail().content().octets());
  }

  private Answer attachments(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.READ);
    return Answer.json(200, Map.of("value", MessageView.attachments(found.mail())));
  }

  /** The newest first, as Outlook lists them. */
  private Answer list(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.READ);
    List<MailFolder> folders =
        call.pathParameter("folder") == null
            ? mailbox.folders()
            : List.of(MailboxLookup.folder(mailbox, call.pathParameter("folder")));
    List<MessageIds.Found> found = new ArrayList<>();
    for (MailFolder folder : folders) {
      for (StoredMail mail : folder.mails()) {
        found.add(new MessageIds.Found(folder, mail));
      }
    }
    found.removeIf(one -> !MessageFilter.fits(call, one.mail()));
    Comparator<MessageIds.Found> byTime =
        Comparator.comparing((MessageIds.Found one) -> one.mail().receivedAt())
            .thenComparing(one -> one.mail().uid());
    boolean ascending = call.query("$orderby").map(order -> order.endsWith(" asc")).orElse(false);
    found.sort(ascending ? byTime : byTime.reversed());
    int size = Page.size(call, 10, 1000);
    int from = call.query("$skiptoken").map(Page::number).orElse(0);
    int to = Math.min(found.size(), from + size);
    Map<String, Object> body = new LinkedHashMap<>();
    if (to < found.size()) {
      body.put("@odata.nextLink", Page.link(parts, call, "$skiptoken", String.valueOf(to)));
    }
    body.put(
        "value",
        found.subList(Math.min(from, to), to).stream()
            .map(one -> MessageView.of(call, one.folder(), one.mail()))
            .toList());
    return Answer.json(200, body);
  }

  private Answer patch(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.WRITE);
    JsonNode change = Json.read(call.body(), JsonNode.class);
    Set<String> flags = new HashSet<>(found.mail().flags());
    if (change.has("isRead")) {
      set(flags, "\\Seen", change.get("isRead").asBoolean());
    }
    if (change.path("flag").has("flagStatus")) {
      set(flags, "\\Flagged", change.path("flag").path("flagStatus").asText().equals("flagged"));
    }
    found.folder().setFlags(found.mail(), flags);
    return Answer.json(200, MessageView.of(call, found.folder(), found.mail()));
  }

  private static void set(Set<String> flags, String flag, boolean on) {
    if (on) {
      flags.add(flag);
    } else {
      flags.remove(flag);
    }
  }

  private Answer delete(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.WRITE);
    Mailbox mailbox = found.folder().mailbox();
    MailFolder deleted = MailboxLookup.folder(mailbox, "deleteditems");
    if (found.folder() == deleted) {
      deleted.remove(List.of(found.mail()));
    } else {
      found.folder().moveTo(found.mail(), deleted);
    }
    return Answer.empty(204);
  }

  private Answer move(Caller caller, Call call) {
    MessageIds.Found found = find(caller, call, MailboxLookup.Use.WRITE);
    String destination = Json.read(call.body(), JsonNode.class).path("destinationId").asText();
    MailFolder target = MailboxLookup.folder(found.folder().mailbox(), destination);
    StoredMail moved = found.folder().moveTo(found.mail(), target);
    return Answer.json(201, MessageView.of(call, target, moved));
  }
}
