package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A mailbox's folders: from a path as a person reads it to Graph's id. */
final class MailFolders {
  private static final String SELECT = "?$top=100&$select=id,displayName,childFolderCount";
  private static final int DEEPEST = 20;

  private final GraphClient client;
  private final Map<String, String> ids = new HashMap<>();

  MailFolders(GraphClient client) {
    this.client = client;
  }

  private record Folder(String id, String name, boolean hasChildren) {}

  /**
   * @throws SourceException when there is none
   */
  String id(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new SourceException(
                    SourceFailure.FOLDER_NOT_FOUND, "There is no folder %s".formatted(path)));
  }

  Optional<String> find(String path) {
    String known = ids.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    String parent = null;
    for (String name : path.split("/")) {
      Optional<String> found =
          parent == null && name.equalsIgnoreCase("INBOX")
              ? Optional.of("inbox")
              : named(parent, name);
      if (found.isEmpty()) {
        return found;
      }
      parent = found.get();
    }
    ids.put(path, parent);
    return Optional.ofNullable(parent);
  }

  private Optional<String> named(String parent, String name) {
    List<Folder> below = below(parent);
    return below.stream()
        .filter(folder -> folder.name().equals(name))
        .findFirst()
        // Exchange doesn't tell cases apart in names.
        .or(() -> below.stream().filter(folder -> same(folder.name(), name)).findFirst())
        .map(Folder::id);
  }

  private static boolean same(String a, String b) {
    return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
  }

  /** All paths. */
  List<String> all() {
    List<String> paths = new ArrayList<>();
    collect(null, "", 0, paths);
    return paths;
  }

  private void collect(String parent, String prefix, int depth, List<String> paths) {
    for (Folder folder : below(parent)) {
      boolean inbox = parent == null && folder.name().equalsIgnoreCase("Inbox");
      String path = prefix + (inbox ? "INBOX" : folder.name());
      paths.add(path);
      if (folder.hasChildren() && depth < DEEPEST) {
        collect(folder.id(), path + "/", depth + 1, paths);
      }
    }
  }

  private List<Folder> below(String parent) {
    List<Folder> found = new ArrayList<>();
    URI next =
        client.uri(
            parent == null
                ? "/mailFolders" + SELECT
                : "/mailFolders/" + GraphClient.encode(parent) + "/childFolders" + SELECT);
    while (next != null) {
      JsonNode page = client.get(next, 100).require("The list of folders");
      for (JsonNode folder : page.path("value")) {
        found.add(
            new Folder(
                folder.path("id").asText(),
                folder.path("displayName").asText(),
                folder.path("childFolderCount").asInt() > 0));
      }
      next = DeltaPage.link(client, page, "@odata.nextLink");
    }
    return found;
  }
}
