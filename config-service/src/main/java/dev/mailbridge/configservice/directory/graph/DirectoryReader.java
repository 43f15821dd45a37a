package dev.mailbridge.configservice.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.directory.graph.ImportFailure.Code;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What an import asks Graph. */
public final class DirectoryReader {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final Map<String, String> EVENTUAL = Map.of("ConsistencyLevel", "eventual");

  private final GraphClient graph;
  private final int pageSize;

  DirectoryReader(GraphClient graph, int pageSize) {
    this.graph = graph;
    this.pageSize = pageSize;
  }

  /** How many users there are, to show how far a run has come; empty when Graph won't tell. */
  public OptionalLong count() {
    try {
      return graph.get(
          graph.at("/users/$count"),
          EVENTUAL,
          body -> {
            String text = new String(body.readNBytes(32), java.nio.charset.StandardCharsets.UTF_8);
            // Microsoft puts a byte order mark before it.
            String digits = text.replaceAll("\\D", "");
            return digits.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(digits));
          });
    } catch (GraphRefusal e) {
      return OptionalLong.empty();
    }
  }

  /**
   * The first page of everybody. Graph decides how many it gives; a size that it refuses is not
   * asked for again.
   */
  public UserPage first(ImportRules rules) {
    String select = "/users/delta?$select=" + String.join(",", rules.attributes());
    try {
      return users(graph.at(select + "&$top=" + pageSize));
    } catch (GraphRefusal e) {
      if (e.error().status() != BAD_REQUEST) {
        throw e.asFailure();
      }
    }
    try {
      return users(graph.at(select));
    } catch (GraphRefusal e) {
      throw e.asFailure();
    }
  }

  /**
   * The page behind a link that Graph gave.
   *
   * @param kept whether the link was kept from before: then a refusal means that it has expired
   * @throws LinkExpiredException when everybody must be listed anew
   */
  public UserPage page(String link, boolean kept) {
    URI uri = graph.follow(link);
    try {
      return users(uri);
    } catch (GraphRefusal e) {
      if (kept && (e.error().status() == BAD_REQUEST || e.error().status() == NOT_FOUND)) {
        throw new LinkExpiredException(e.getMessage());
      }
      throw e.asFailure();
    }
  }

  private UserPage users(URI uri) {
    return graph.get(uri, Map.of(), UserPage::read);
  }

  /** Tells each user in the group, through nested groups too. */
  public void members(String group, java.util.function.Consumer<String> user) {
    URI uri = graph.at("/groups/%s/transitiveMembers?$select=id&$top=999".formatted(group));
    while (uri != null) {
      Members page = members(group, uri);
      page.users().forEach(user);
      uri = page.nextLink() == null ? null : graph.follow(page.nextLink());
    }
  }

  private record Members(List<String> users, String nextLink) {}

  private Members members(String group, URI uri) {
    try {
      JsonNode page = graph.get(uri, Map.of(), GraphClient::json);
      List<String> users =
          page.path("value")
              .valueStream()
              .filter(one -> one.path("@odata.type").asText("").endsWith(".user"))
              .map(one -> one.path("id").asText())
              .toList();
      return new Members(users, page.path("@odata.nextLink").asText(null));
    } catch (GraphRefusal e) {
      if (e.error().status() == NOT_FOUND || e.error().status() == BAD_REQUEST) {
        throw new ImportException(
            new ImportFailure(
                Code.GROUP_NOT_FOUND,
                "The directory has no group " + group,
                "Correct the group in the Import Rules: its Object ID is on its Overview page in"
                    + " Entra.",
                e.error().traceId()),
            e);
      }
      throw e.asFailure();
    }
  }

  /** Whether users and the rules' groups can be read at all. */
  public void check(ImportRules rules) {
    try {
      graph.get(graph.at("/users?$select=id&$top=1"), Map.of(), GraphClient::json);
    } catch (GraphRefusal e) {
      throw e.asFailure();
    }
    for (String group : rules.allGroups()) {
      members(group, graph.at("/groups/%s/transitiveMembers?$select=id&$top=1".formatted(group)));
    }
  }
}
