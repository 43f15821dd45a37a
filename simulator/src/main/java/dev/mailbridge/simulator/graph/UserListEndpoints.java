package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.directory.Directory;
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
        .on("GET", "/v1.0/users/$count", gate.open("users/$count", this::count))
        .on("GET", "/v1.0/users", gate.open("users", this::list));
  }

  /** The skip token holds a plus sign: a client that encodes it anew gets 400. */
  private record Position(long place, long since, long until) {
    static Position parse(String token) {
      if (!token.matches("p\\+\\d{1,18}\\.\\d{1,18}\\.\\d{1,18}")) {
        throw GraphException.badRequest("Invalid skip token: use the nextLink as it is given.");
      }
      String[] numbers = token.substring(2).split("\\.");
      return new Position(
          Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    String token(long next) {
      return "p+" + next + "." + since + "." + until;
    }
  }

  private Answer list(Caller caller, Call call) {
    DirectoryEndpoints.need(caller, "User.Read.All", "User.ReadBasic.All", "Directory.Read.All");
    Position position = call.query("$skiptoken").map(Position::parse).orElse(new Position(0, 0, 0));
    return Answer.json(200, page(call, position, caller));
  }

  /** An advanced query: Graph answers it with {@code ConsistencyLevel: eventual} only. */
  private Answer count(Caller caller, Call call) {
    DirectoryEndpoints.need(caller, "User.Read.All", "User.ReadBasic.All", "Directory.Read.All");
    if (!call.header("ConsistencyLevel").orElse("").equalsIgnoreCase("eventual")) {
      throw new GraphException(
          400, "Request_BadRequest", "$count needs the header ConsistencyLevel: eventual.");
    }
    return Answer.of(200, "text/plain", String.valueOf(parts.directory().userCount()));
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

  private Map<String, Object> page(Call call, Position position, Caller caller) {
    int size = Page.size(call, 100, 999);
    boolean overlap = position.place() > 0 && strikes(caller, FaultKind.PAGE_OVERLAP);
    int wanted = overlap ? size + 1 : size;
    List<Directory.Listed> found =
        parts
            .directory()
            .usersAfter(
                position.place() - (overlap ? 1 : 0),
                position.since(),
                user -> fits(call, user),
                wanted + 1);
    List<Directory.Listed> page = found.subList(0, Math.min(wanted, found.size()));
    List<Object> values = new ArrayList<>();
    page.forEach(listed -> values.add(view(listed.user(), call)));
    if (!page.isEmpty() && strikes(caller, FaultKind.PAGE_REPLAY)) {
      values.add(values.getFirst());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("@odata.context", parts.root() + "/$metadata#users");
    if (found.size() > wanted) {
      String next = position.token(page.getLast().place());
      body.put("@odata.nextLink", Page.link(parts, call, "$skiptoken", next));
    }
    body.put("value", values);
    return body;
  }

  private boolean strikes(Caller caller, FaultKind kind) {
    FaultPoint point = new FaultPoint(Protocol.GRAPH, null, caller.app().clientId(), "users", null);
    return parts.faults().take(point, kind).isPresent();
  }

  /** A delta shows the manager as a relationship. */
  private static Map<String, Object> view(User user, Call call) {
    Map<String, Object> view = UserView.of(user, call);
    Object manager = user.attributes().get("manager");
    boolean wanted = call.query("$select").map(names -> names.contains("manager")).orElse(false);
    if (manager != null && wanted && call.path().endsWith("/delta")) {
      view.put(
          "manager@delta", List.of(Map.of("@odata.type", "#microsoft.graph.user", "id", manager)));
    }
    return view;
  }

  private Answer delta(Caller caller, Call call) {
    DirectoryEndpoints.need(caller, "User.Read.All", "Directory.Read.All");
    Position position = start(call);
    Map<String, Object> body = page(call, position, caller);
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
