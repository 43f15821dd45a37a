package dev.mailbridge.configservice.directory.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A page of users.
 *
 * @param users by object id; of one that the page has twice the later one counts
 * @param nextLink null on the last page
 * @param deltaLink on the last page alone
 */
public record UserPage(Map<String, User> users, String nextLink, String deltaLink) {
  /**
   * @param attributes those that Graph told of, with {@code manager} as an id
   * @param removed no longer in the directory
   */
  public record User(ObjectNode attributes, boolean removed) {}

  private static final String MANAGER = "manager";

  static UserPage read(InputStream body) throws IOException {
    Map<String, User> users = new LinkedHashMap<>();
    String next = null;
    String delta = null;
    boolean hasValue = false;
    try (JsonParser json = ContractJson.mapper().getFactory().createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw GraphClient.unreadable("no page of users", null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "value" -> {
            hasValue = true;
            while (json.nextToken() == JsonToken.START_OBJECT) {
              add(users, json.readValueAsTree());
            }
          }
          case "@odata.nextLink" -> next = json.getValueAsString();
          case "@odata.deltaLink" -> delta = json.getValueAsString();
          default -> json.skipChildren();
        }
      }
    }
    if (!hasValue) {
      throw GraphClient.unreadable("no users, not even none", null);
    }
    return new UserPage(users, next, delta);
  }

  private static void add(Map<String, User> users, ObjectNode user) {
    String id = user.path("id").asText("");
    if (id.isEmpty() || id.length() > 64) {
      throw GraphClient.unreadable("a user without an object id", null);
    }
    boolean removed = user.has("@removed");
    manager(user).ifPresent(manager -> user.set(MANAGER, manager));
    user.properties().removeIf(member -> member.getKey().indexOf('@') >= 0);
    User before = users.remove(id);
    ObjectNode now = user;
    if (before != null && !before.removed() && !removed) {
      // Either may tell only a part.
      now = before.attributes();
      now.setAll(user);
    }
    users.put(id, new User(now, removed));
  }

  /** A delta shows it as a relationship, a list as an object. */
  private static Optional<JsonNode> manager(ObjectNode user) {
    JsonNode changes = user.path(MANAGER + "@delta");
    if (changes.isArray()) {
      JsonNode now = ContractJson.mapper().nullNode();
      for (JsonNode change : changes) {
        now = change.has("@removed") ? ContractJson.mapper().nullNode() : change.path("id");
      }
      return Optional.of(now);
    }
    JsonNode object = user.path(MANAGER);
    return object.isObject() ? Optional.of(object.path("id")) : Optional.empty();
  }
}
