package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.BadCall;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailContent;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code /simulator/mailboxes}: mails in, what arrived, flags, folders. */
public final class MailControl {
  private final MailStore store;
  private final Directory directory;
  private final Clock clock;

  public MailControl(MailStore store, Directory directory, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  public void register(Router router) {
    router
        .on("GET", "/simulator/mailboxes", call -> Answer.json(200, list()))
        .on("POST", "/simulator/mailboxes/{address}/messages", this::deliver)
        .on("GET", "/simulator/mailboxes/{address}/messages", this::read)
        .on("DELETE", "/simulator/mailboxes/{address}/messages", this::empty)
        .on("POST", "/simulator/mailboxes/{address}/generate", this::generate)
        .on("PUT", "/simulator/mailboxes/{address}/folders", this::createFolder);
  }

  private List<Map<String, Object>> list() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Mailbox mailbox : store.mailboxes()) {
      for (MailFolder folder : mailbox.folders()) {
        all.add(
            Map.of(
                "mailbox",
                mailbox.address(),
                "folder",
                folder.name(),
                "mails",
                folder.size(),
                "uidValidity",
                folder.uidValidity(),
                "uidNext",
                folder.uidNext()));
      }
    }
    return all;
  }

  /** Delivers a mail; options in the query: {@code folder, uid, flags} (comma-separated). */
  private Answer deliver(Call call) {
    if (call.body().length == 0) {
      throw new BadCall(400, "The body must be a mail (message/rfc822)");
    }
    MailFolder folder = folderOrNew(call);
    Set<String> flags =
        call.query("flags")
            .map(list -> Set.copyOf(Arrays.asList(list.split(","))))
            .orElse(Set.of());
    MailContent content = store.keep(call.body());
    try {
      StoredMail mail =
          call.query("uid").isPresent()
              ? folder.addWithUid(
                  Long.parseLong(call.query("uid").get()), content, clock.instant(), flags)
              : folder.add(content, clock.instant(), flags);
      return Answer.json(
          201,
          Map.of("folder", folder.name(), "uid", mail.uid(), "uidValidity", folder.uidValidity()));
    } catch (IllegalArgumentException e) {
      throw new BadCall(400, "uid can't be used: " + e.getMessage());
    }
  }

  private MailFolder folderOrNew(Call call) {
    Mailbox mailbox = store.mailboxOrNew(address(call));
    String name = call.query("folder").orElse("INBOX");
    return mailbox.folder(name).orElseGet(() -> mailbox.createFolder(name));
  }

  private String address(Call call) {
    String address = call.pathParameter("address");
    if (!address.contains("@")) {
      throw new BadCall(400, address + " is not a mail address");
    }
    Optional<User> user = directory.user(address);
    if (user.isEmpty() && directory.isOwnDomain(address)) {
      throw new BadCall(
          404, address + " is no user of the tenant: make one with PUT /simulator/users");
    }
    return user.map(User::userPrincipalName).orElse(address);
  }

  /** Mails of a folder, or of all; {@code raw=false} leaves the content out. */
  private Answer read(Call call) {
    boolean raw = !call.query("raw").orElse("true").equals("false");
    Optional<String> wanted = call.query("folder");
    long after = call.query("after").map(Long::parseLong).orElse(0L);
    List<ReadMail> mails = new ArrayList<>();
    store
        .mailbox(address(call))
        .ifPresent(
            mailbox ->
                mailbox.folders().stream()
                    .filter(folder -> wanted.map(folder.name()::equalsIgnoreCase).orElse(true))
                    .forEach(
                        folder ->
                            folder.mails().stream()
                                .filter(mail -> mail.uid() > after)
                                .forEach(mail -> mails.add(view(folder, mail, raw)))));
    return Answer.json(200, mails);
  }

  private static ReadMail view(MailFolder folder, StoredMail mail, boolean raw) {
    byte[] octets = mail.content().octets();
    MailHeaders headers = MailHeaders.of(octets);
    return new ReadMail(
        folder.name(),
        mail.uid(),
        new TreeSet<>(mail.flags()),
        headers.first("Message-ID"),
        headers.first("Subject"),
        mail.receivedAt(),
        raw ? Base64.getEncoder().encodeToString(octets) : null);
  }

  private Answer empty(Call call) {
    Optional<String> wanted = call.query("folder");
    store
        .mailbox(address(call))
        .ifPresent(
            mailbox ->
                mailbox.folders().stream()
                    .filter(folder -> wanted.map(folder.name()::equalsIgnoreCase).orElse(true))
                    .forEach(folder -> folder.remove(folder.mails())));
    return Answer.empty(204);
  }

  /** What {@code POST …/generate} takes: invented mails that need no memory. */
  record Generate(
      int count, Optional<Integer> first, Optional<Integer> attachmentSize, Optional<Long> size) {}

  private Answer generate(Call call) {
    Generate wanted = Json.read(call.body(), Generate.class);
    MailFolder folder = folderOrNew(call);
    int first = wanted.first().orElse(1);
    synchronized (folder.mailbox()) {
      for (int i = 0; i < wanted.count(); i++) {
        folder.add(
            new MailContent.Generated(
                first + i, wanted.attachmentSize().orElse(0), wanted.size().orElse(0L)),
            clock.instant(),
            Set.of());
      }
    }
    return Answer.json(201, Map.of("uidNext", folder.uidNext()));
  }

  private Answer createFolder(Call call) {
    folderOrNew(call);
    return Answer.empty(204);
  }
}
