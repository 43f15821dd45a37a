package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.BadCall;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.mail.Mailbox;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /simulator/faults}: sets, lists and removes faults; does at once what is done once. */
public final class FaultControl {
  private final Faults faults;
  private final MailStore store;
  private final Directory directory;
  private final Clock clock;

  public FaultControl(Faults faults, MailStore store, Directory directory, Clock clock) {
    this.faults = faults;
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  public void register(Router router) {
    router
        .on("POST", "/simulator/faults", this::add)
        .on("GET", "/simulator/faults", call -> Answer.json(200, faults.list()))
        .on(
            "DELETE",
            "/simulator/faults",
            call -> {
              faults.clear();
              return Answer.empty(204);
            })
        .on("DELETE", "/simulator/faults/{id}", this::remove)
        .on("GET", "/simulator/fault-kinds", call -> Answer.json(200, kinds()));
  }

  private static Map<String, String> kinds() {
    return Arrays.stream(FaultKind.values())
        .collect(
            Collectors.toMap(
                FaultKind::slug, FaultKind::description, (one, other) -> one, LinkedHashMap::new));
  }

  private Answer add(Call call) {
    return apply(Json.read(call.body(), Fault.class));
  }

  /** Sets a fault, or does it when it is one that is done at once. */
  public Answer apply(Fault fault) {
    if (!fault.kind().immediate()) {
      return Answer.json(201, faults.add(fault));
    }
    switch (fault.kind()) {
      case UIDVALIDITY_CHANGE -> {
        MailFolder folder = folder(fault);
        folder.renumber(fault.uid().orElse(folder.uidValidity() + 1));
      }
      case FOLDER_RENAMED -> {
        MailFolder folder = folder(fault);
        folder
            .mailbox()
            .renameFolder(
                folder,
                fault
                    .other()
                    .orElseThrow(() -> new BadCall(400, "other (the new name) is missing")));
      }
      default -> {
        User user =
            directory
                .user(mailbox(fault))
                .orElseThrow(() -> new BadCall(404, mailbox(fault) + " is no user of the tenant"));
        directory.put(user.revokedAt(clock.instant()));
      }
    }
    return Answer.json(200, Map.of("done", fault.kind()));
  }

  private static String mailbox(Fault fault) {
    return fault.mailbox().orElseThrow(() -> new BadCall(400, "mailbox is missing"));
  }

  private MailFolder folder(Fault fault) {
    Optional<Mailbox> mailbox = store.mailbox(mailbox(fault));
    String name = fault.folder().orElse("INBOX");
    return mailbox
        .flatMap(one -> one.folder(name))
        .orElseThrow(
            () -> new BadCall(404, "There is no folder " + name + " of " + mailbox(fault)));
  }

  private Answer remove(Call call) {
    if (!faults.remove(call.pathParameter("id"))) {
      throw new BadCall(404, "No fault has the id " + call.pathParameter("id"));
    }
    return Answer.empty(204);
  }
}
