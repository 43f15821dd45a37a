package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.SourceException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Marks, moves or deletes published mails; doing it twice changes nothing. */
final class GraphAfterSteps {
  private static final Logger LOG = Logger.getLogger(GraphAfterSteps.class);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final GraphClient client;
  private final MailFolders folders;

  GraphAfterSteps(GraphClient client, MailFolders folders) {
    this.client = client;
    this.folders = folders;
  }

  /**
   * @throws SourceException when Graph can't do it now: the steps are left for the next connection
   */
  void finish(String folder, List<AfterStep> steps) {
    for (AfterStep step : steps) {
      String mail = "/messages/" + GraphClient.encode(step.sourceId());
      switch (step.action()) {
        case KEEP -> {}
        case MARK_READ ->
            note("Marking", client.send("PATCH", mail, JSON.objectNode().put("isRead", true)));
        case MOVE -> move(folder, mail, step.moveTo());
        // To Deleted Items, as Outlook does.
        case DELETE -> note("Deleting", client.send("DELETE", mail, null));
      }
    }
  }

  private void move(String folder, String mail, String moveTo) {
    Optional<String> target = folders.find(moveTo);
    if (target.isEmpty()) {
      LOG.warnf("Mails stay in folder %s: there is no folder %s to move them to", folder, moveTo);
      return;
    }
    note(
        "Moving",
        client.send("POST", mail + "/move", JSON.objectNode().put("destinationId", target.get())));
  }

  private static void note(String what, GraphAnswer answer) {
    switch (answer.status()) {
      // Gone meanwhile.
      case 404 -> {}
      case 401, 429, 500, 502, 503, 504 -> throw answer.refused(what);
      default -> {
        if (!answer.good()) {
          LOG.warnf("%s a mail: %s", what, answer.refused(what).getMessage());
        }
      }
    }
  }
}
