package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.imappoller.source.ReadMemory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Where each folder's delta query stands. */
final class FolderChanges {
  private static final Logger LOG = Logger.getLogger(FolderChanges.class);

  /** Links don't last for ever, so a quiet folder's is renewed now and then. */
  private static final Duration RENEWAL = Duration.ofHours(1);

  private final GraphClient client;
  private final MailboxDefinition mailbox;
  private final ReadMemory memory;
  private final Clock clock;
  private final int pageSize;
  private final MailFolders folders;
  private final Map<String, DeltaPage> pages = new HashMap<>();
  private final Map<String, Instant> moved = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /** Links that were made just now: what refuses them is no old age. */
  private final Set<String> fresh = new HashSet<>();

  FolderChanges(
      GraphClient client, MailboxDefinition mailbox, ReadMemory memory, Clock clock, int pageSize) {
    this.client = client;
    this.mailbox = mailbox;
    this.memory = memory;
    this.clock = clock;
    this.pageSize = pageSize;
    this.folders = new MailFolders(client);
  }

  MailFolders folders() {
    return folders;
  }

  /**
   * Of a folder that was never read. From now on means: received since now, by Graph's own clock;
   * Graph then leaves older ones out itself.
   */
  FolderCursor first(String folder) {
    FirstRead firstRead = mailbox.incoming().firstRead();
    String link = start(folder);
    Instant since =
        switch (firstRead) {
          case BEGINNING -> null;
          case DATE -> mailbox.incoming().since();
          case NOW -> client.serverTime() == null ? clock.instant() : client.serverTime();
        };
    String filter =
        firstRead == FirstRead.NOW
            ? "&$filter=" + GraphClient.encode("receivedDateTime ge " + since)
            : "";
    fresh.add(link + filter);
    return Cursors.delta(
        Cursors.start(mailbox.id(), folder, 0, 0, 0, since), link + filter, List.of());
  }

  /**
   * From the beginning. Not by Graph's filter, which ends after 5,000 mails: what is too old is
   * left out here.
   */
  FolderCursor anew(FolderCursor cursor) {
    pages.remove(cursor.folder());
    String link = start(cursor.folder());
    fresh.add(link);
    return Cursors.delta(cursor, link, cursor.owedIds());
  }

  private String start(String folder) {
    String id = folders.id(folder);
    return client
        .uri(
            "/mailFolders/%s/messages/delta?$select=receivedDateTime,isDraft"
                .formatted(GraphClient.encode(id)))
        .toString();
  }

  /**
   * The page at the cursor.
   *
   * @return null when the cursor's link is void: the ledger tells what is new after a new start
   */
  DeltaPage page(String folder, FolderCursor cursor) {
    DeltaPage open = pages.get(folder);
    if (open != null && open.link().equals(cursor.deltaLink()) && !open.left().isEmpty()) {
      return open;
    }
    URI link = link(cursor);
    if (link == null) {
      return null;
    }
    GraphAnswer answer = client.get(link, pageSize);
    if (expired(answer) && !fresh.contains(cursor.deltaLink())) {
      LOG.infof(
          "Mailbox %s, folder %s: Graph's link is void (%d %s), the folder is looked at anew",
          mailbox.id(), folder, answer.status(), code(answer));
      return null;
    }
    JsonNode body = answer.require("The changes of folder " + folder);
    DeltaPage page = DeltaPage.of(client, cursor.deltaLink(), body);
    pages.put(folder, page);
    fresh.remove(cursor.deltaLink());
    return page;
  }

  /** A link of another cloud, or of no Graph at all, can only come from an older configuration. */
  private URI link(FolderCursor cursor) {
    if (cursor.deltaLink() == null) {
      return null;
    }
    try {
      URI link = URI.create(cursor.deltaLink());
      return client.ours(link) ? link : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Also of a folder or a mailbox that isn't there any more; then the new start says so. */
  private static boolean expired(GraphAnswer answer) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    return switch (answer.status()) {
      case 403, 404, 410 -> true;
      case 400 -> code.contains("syncstate") || code.contains("resync");
      default -> false;
    };
  }

  private static String code(GraphAnswer answer) {
    return answer.body().path("error").path("code").asText("");
  }

  boolean isNew(DeltaPage.Entry entry, FolderCursor cursor) {
    boolean tooOld =
        cursor.since() != null
            && entry.receivedAt() != null
            && entry.receivedAt().isBefore(cursor.since());
    return !tooOld
        && !cursor.owedIds().contains(entry.id())
        && !underWay.contains(entry.id())
        && !memory.published(entry.id());
  }

  /** It is on its way to its commit, or gone. */
  void taken(DeltaPage.Entry entry) {
    underWay.add(entry.id());
  }

  /** Whether a page without new mails says anything. */
  boolean worthMoving(FolderCursor cursor, DeltaPage page) {
    if (cursor == null) {
      return true;
    }
    Instant now = clock.instant();
    Instant last = moved.computeIfAbsent(cursor.folder(), folder -> now);
    boolean worth = !page.last() || page.changes() > 0 || last.plus(RENEWAL).isBefore(now);
    if (worth) {
      moved.put(cursor.folder(), now);
    }
    return worth;
  }

  FolderCursor past(FolderCursor from, DeltaPage page) {
    return Cursors.delta(from, page.after(), from.owedIds());
  }

  /** Changes on open pages, which may be news of known mails, too. */
  long waiting() {
    return pages.values().stream().mapToLong(page -> page.left().size()).sum();
  }

  /** What was under way is in the ledger by now, or the mailbox is opened anew. */
  void lookAgain() {
    pages.clear();
    underWay.clear();
  }
}
