package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.imappoller.source.AfterStep;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jboss.logging.Logger;

/** Marks, moves or deletes published mails by UID; doing it twice changes nothing. */
final class FinishedMails {
  private static final Logger LOG = Logger.getLogger(FinishedMails.class);
  private final ImapConnection connection;

  FinishedMails(ImapConnection connection) {
    this.connection = connection;
  }

  private record Kind(AfterProcessing action, String moveTo) {}

  void finish(List<AfterStep> steps) {
    Map<Kind, List<Long>> byKind =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    step -> new Kind(step.action(), step.moveTo()),
                    Collectors.mapping(AfterStep::uid, Collectors.toList())));
    byKind.forEach(
        (kind, uids) -> finish(kind, UidSet.of(uids.stream().sorted().distinct().toList())));
  }

  private void finish(Kind kind, String uids) {
    switch (kind.action()) {
      case KEEP -> {}
      case MARK_READ -> flag(uids, "\\Seen");
      case MOVE -> move(uids, kind.moveTo());
      case DELETE -> delete(uids);
    }
  }

  private void flag(String uids, String flag) {
    note(connection.run("UID STORE %s +FLAGS.SILENT (%s)".formatted(uids, flag), r -> {}), "STORE");
  }

  private void move(String uids, String folder) {
    String command = connection.can("MOVE") ? "UID MOVE " : "UID COPY ";
    Argument name = ImapWire.mailboxName(connection.wireName(folder));
    IMAPResponse result = connection.run(command + uids, name, r -> {});
    note(result, command);
    // Deleting what was not copied would lose it.
    if (result.isOK() && !connection.can("MOVE")) {
      delete(uids);
    }
  }

  private void delete(String uids) {
    flag(uids, "\\Deleted");
    // Without UIDPLUS an EXPUNGE would take other clients' deleted mails too.
    if (connection.can("UIDPLUS")) {
      note(connection.run("UID EXPUNGE " + uids, r -> {}), "EXPUNGE");
    }
  }

  private void note(IMAPResponse result, String command) {
    if (!result.isOK()) {
      LOG.warnf(
          "%s in folder %s was answered: %s",
          command, connection.selected().name(), ImapWire.text(result));
    }
  }
}
