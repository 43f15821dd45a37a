package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code mailFolders}. */
final class FolderEndpoints {
  private final GraphParts parts;
  private final MailboxLookup lookup;

  FolderEndpoints(GraphParts parts, MailboxLookup lookup) {
    this.parts = parts;
    this.lookup = lookup;
  }

  void register(Router router, GraphGate gate, String prefix) {
    router
        .on("GET", prefix + "/mailFolders", gate.open("mailFolders", this::list))
        .on("POST", prefix + "/mailFolders", gate.open("mailFolders", this::create))
        .on("GET", prefix + "/mailFolders/{folder}", gate.open("mailFolder", this::one))
        .on(
            "GET",
            prefix + "/mailFolders/{folder}/childFolders",
            gate.open("mailFolders", this::children));
  }

  private Answer list(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.READ);
    return answer(
        call,
        mailbox,
        mailbox.folders().stream().filter(folder -> !folder.name().contains("/")).toList());
  }

  private Answer children(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.READ);
    MailFolder parent = MailboxLookup.folder(mailbox, call.pathParameter("folder"));
    String below = parent.name() + "/";
    return answer(
        call,
        mailbox,
        mailbox.folders().stream()
            .filter(folder -> folder.name().startsWith(below))
            .filter(folder -> folder.name().indexOf('/', below.length()) < 0)
            .toList());
  }

  private Answer answer(Call call, Mailbox mailbox, List<MailFolder> folders) {
    int size = Page.size(call, 10, 1000);
    int from = call.query("$skip").map(Page::number).orElse(0);
    int to = Math.min(folders.size(), from + size);
    Map<String, Object> body = new LinkedHashMap<>();
    if (to < folders.size()) {
      body.put("@odata.nextLink", Page.link(parts, withoutSkip(call), "$skip", String.valueOf(to)));
    }
    body.put(
        "value",
        folders.subList(Math.min(from, to), to).stream()
            .map(folder -> view(mailbox, folder))
            .toList());
    return Answer.json(200, body);
  }

  private static Call withoutSkip(Call call) {
    String query =
        call.rawQuery() == null
            ? null
            : call.rawQuery().replaceAll("(^|&)(\\$|%24)skip=[^&]*", "").replaceAll("^&", "");
    return new Call(
        call.method(), call.path(), query, call.headers(), call.pathParameters(), call.body());
  }

  private Answer one(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.READ);
    return Answer.json(
        200, view(mailbox, MailboxLookup.folder(mailbox, call.pathParameter("folder"))));
  }

  private Answer create(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.WRITE);
    String name =
        Json.read(call.body(), com.fasterxml.jackson.databind.JsonNode.class)
            .path("displayName")
            .asText();
    if (name.isBlank()) {
      throw GraphException.badRequest("displayName is missing.");
    }
    if (mailbox.folder(name).isPresent()) {
      throw new GraphException(
          409, "ErrorFolderExists", "A folder with the specified name already exists.");
    }
    return Answer.json(201, view(mailbox, mailbox.createFolder(name)));
  }

  private static Map<String, Object> view(Mailbox mailbox, MailFolder folder) {
    Map<String, Object> view = new LinkedHashMap<>();
    String name = folder.name();
    view.put("id", folder.id());
    view.put(
        "displayName", name.equals("INBOX") ? "Inbox" : name.substring(name.lastIndexOf('/') + 1));
    view.put(
        "childFolderCount",
        mailbox.folders().stream().filter(one -> one.name().startsWith(name + "/")).count());
    view.put("totalItemCount", folder.size());
    view.put(
        "unreadItemCount", folder.mails().stream().filter(mail -> !mail.has("\\Seen")).count());
    view.put("isHidden", false);
    return view;
  }
}
