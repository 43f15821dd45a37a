package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /users} and {@code GET /users/delta}, page by page. */
final class UserListEndpoints {
  /** A directory object's delta link lives for seven days (Microsoft). */
  private static final Duration DELTA_LIFETIME = Duration.ofDays(7);

  private final GraphParts parts;

  UserListEndpoints(GraphParts parts) {
    this.parts = parts;
  }

  void register(Router router, GraphGate gate) {
    router
        .on("GET", "/v1.0/users/delta", gate.open("users/delta", this::delta))
        .on("GET", "/v1.0/users", gate.open("users", this::list));
  }

  /** The skip token holds a plus sign: a client that encodes it anew gets 400. */
  private record Position(int from, long since, long until) {
    static Position parse(String token) {
      if (!token.matches("p\\+\\d{1,9}\\.\\d{1,18}\\.\\d{1,18}")) {
        throw GraphException.badRequest("Invalid skip token: use the nextLink as it is given.");
      }
      String[] numbers = token.substring(2).split("\\.");
      return new Position(
          Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    String token(int next) {
      return "p+" + next + "." + since + "." + until;
    }
  }

  private Answer list(Caller caller, Call call) {
    DirectoryEndpoints.need(caller, "User.Read.All", "User.ReadBasic.All", "Directory.Read.All");
    Position position = call.query("$skiptoken").map(Position::parse).orElse(new Position(0, 0, 0));
    List<User> users = parts.directory().users().stream().filter(user -> fits(call, user)).toList();
    Map<String, Object> body = page(call, users, position, caller);
    return Answer.json(200, body);
  }

  private static boolean fits(Call call, User user) {
    String filter = call.query("$filter").orElse("");
    return switch (filter) {
      case "" -> true;
      case "accountEnabled eq true" -> user.accountEnabled();
      case "accountEnabled eq false" -> !user.accountEnabled();
      default -> {
        if (filter.matches("(userPrincipalName|mail) eq '[^']*'")) {
          String wanted = filter.substring(filter.indexOf('\'') + 1, filter.length() - 1);
          yield user.hasAddress(wanted);
        }
        throw new GraphException(
            400, "Request_UnsupportedQuery", "The simulator doesn't know this filter: " + filter);
      }
    };
  }

  private Map<String, Object> page(Call call, List<User> users, Position position, Caller caller) {
    int size = Page.size(call, 100, 999);
    int from = Math.min(position.from(), users.size());
    int to = Math.min(users.size(), from + size);
    FaultPoint point = new FaultPoint(Protocol.GRAPH, null, caller.app().clientId(), "users", null);
    boolean overlap = from > 0 && parts.faults().take(point, FaultKind.PAGE_OVERLAP).isPresent();
    List<Object> values = new ArrayList<>();
    users
        .subList(overlap ? from - 1 : from, to)
        .forEach(user -> values.add(UserView.of(user, call)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("@odata.context", parts.root() + "/$metadata#users");
    if (to < users.size()) {
      body.put("@odata.nextLink", Page.link(parts, call, "$skiptoken", position.token(to)));
    }
    body.put("value", values);
    return body;
  }

  private Answer delta(Caller caller, Call call) {
    DirectoryEndpoints.need(caller, "User.Read.All", "Directory.Read.All");
    Position position = start(call);
    List<User> changed = parts.directory().usersChangedAfter(position.since());
    Map<String, Object> body = page(call, changed, position, caller);
    if (!body.containsKey("@odata.nextLink")) {
      @SuppressWarnings("unchecked")
      List<Object> values = (List<Object>) body.get("value");
      if (position.since() > 0) {
        parts
            .directory()
            .usersDeletedAfter(position.since())
            .forEach(id -> values.add(Map.of("id", id, "@removed", Map.of("reason", "changed"))));
      }
      String token = position.until() + "." + parts.clock().instant().getEpochSecond();
      body.put("@odata.deltaLink", Page.link(parts, call, "$deltatoken", token));
    }
    return Answer.json(200, body);
  }

  private Position start(Call call) {
    if (call.query("$skiptoken").isPresent()) {
      return Position.parse(call.query("$skiptoken").get());
    }
    long now = parts.directory().version();
    if (call.query("$deltatoken").isEmpty()) {
      return new Position(0, 0, now);
    }
    String token = call.query("$deltatoken").get();
    if (token.equals("latest")) {
      return new Position(0, now, now);
    }
    if (!token.matches("\\d{1,18}\\.\\d{1,12}")) {
      throw GraphException.badRequest("Invalid delta token.");
    }
    String[] numbers = token.split("\\.");
    Instant issued = Instant.ofEpochSecond(Long.parseLong(numbers[1]));
    if (parts.clock().instant().isAfter(issued.plus(DELTA_LIFETIME))) {
      throw GraphGate.syncStateNotFound(call);
    }
    return new Position(0, Long.parseLong(numbers[0]), now);
  }
}
