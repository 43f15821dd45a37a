package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A page of a folder's changes.
 *
 * @param link that it came from
 * @param left what of it is still to be read
 * @param after where reading goes on
 * @param last whether no page follows for now
 * @param changes how many there were on it
 */
record DeltaPage(String link, Deque<Entry> left, String after, boolean last, int changes) {
  /**
   * @param receivedAt null when Graph didn't say
   */
  record Entry(String id, Instant receivedAt) {
    SourceItem.Key key() {
      return new SourceItem.Key(null, id, receivedAt);
    }
  }

  static DeltaPage of(GraphClient client, String link, JsonNode page) {
    Deque<Entry> entries = new ArrayDeque<>();
    for (JsonNode change : page.path("value")) {
      String id = change.path("id").asText("");
      if (!id.isEmpty() && !change.has("@removed") && !change.path("isDraft").asBoolean()) {
        entries.add(new Entry(id, time(change.path("receivedDateTime").asText(""))));
      }
    }
    URI next = link(client, page, "@odata.nextLink");
    URI after = next == null ? link(client, page, "@odata.deltaLink") : next;
    if (after == null) {
      throw new SourceException(
          SourceFailure.SERVER_REFUSED, "Graph's page of changes names no next one");
    }
    return new DeltaPage(link, entries, after.toString(), next == null, page.path("value").size());
  }

  /**
   * The token is shown to nobody but Graph, whatever a page says.
   *
   * @return null when the page has no such link
   */
  static URI link(GraphClient client, JsonNode page, String name) {
    if (!page.hasNonNull(name)) {
      return null;
    }
    try {
      URI link = URI.create(page.path(name).asText());
      if (client.ours(link)) {
        return link;
      }
      throw new SourceException(
          SourceFailure.SERVER_REFUSED,
          "Graph's page names a link to another server: " + link.getAuthority());
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          SourceFailure.SERVER_REFUSED, "Graph's page names a link that is none", e);
    }
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
