package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Group;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Single users, groups with their members, applications with the end dates of their secrets. */
final class DirectoryEndpoints {
  private final GraphParts parts;

  DirectoryEndpoints(GraphParts parts) {
    this.parts = parts;
  }

  void register(Router router, GraphGate gate) {
    router
        .on("GET", "/v1.0/me", gate.open("me", this::me))
        .on("GET", "/v1.0/users/{user}", gate.open("user", this::user))
        .on("GET", "/v1.0/groups", gate.open("groups", this::groups))
        .on("GET", "/v1.0/groups/{group}", gate.open("group", this::group))
        .on(
            "GET",
            "/v1.0/groups/{group}/members",
            gate.open("group-members", (caller, call) -> members(caller, call, false)))
        .on(
            "GET",
            "/v1.0/groups/{group}/transitiveMembers",
            gate.open("group-members", (caller, call) -> members(caller, call, true)))
        .on("GET", "/v1.0/applications", gate.open("applications", this::applications))
        .on("GET", "/v1.0/applications/{app}", gate.open("applications", this::application))
        .on(
            "GET",
            "/v1.0/applications(appId='{app}')",
            gate.open("applications", this::application));
  }

  static void need(Caller caller, String... anyOf) {
    if (!caller.hasAny(anyOf)) {
      throw new GraphException(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
  }

  private Answer me(Caller caller, Call call) {
    User user =
        caller
            .user()
            .orElseThrow(
                () ->
                    GraphException.badRequest(
                        "/me request is only valid with delegated authentication flow."));
    return Answer.json(200, UserView.of(user, call));
  }

  private Answer user(Caller caller, Call call) {
    Optional<User> user = parts.directory().user(call.pathParameter("user"));
    boolean self =
        user.isPresent()
            && caller.user().map(one -> one.id().equals(user.get().id())).orElse(false);
    if (!self) {
      need(caller, "User.Read.All", "User.ReadBasic.All", "Directory.Read.All");
    }
    return Answer.json(200, UserView.of(user.orElseThrow(DirectoryEndpoints::missing), call));
  }

  private static GraphException missing() {
    return new GraphException(
        404,
        "Request_ResourceNotFound",
        "Resource does not exist or one of its queried reference-property objects are not"
            + " present.");
  }

  private Answer groups(Caller caller, Call call) {
    need(caller, "Group.Read.All", "GroupMember.Read.All", "Directory.Read.All");
    return Answer.json(
        200,
        Map.of(
            "@odata.context",
            parts.root() + "/$metadata#groups",
            "value",
            parts.directory().groups().stream().map(DirectoryEndpoints::view).toList()));
  }

  private Answer group(Caller caller, Call call) {
    need(caller, "Group.Read.All", "GroupMember.Read.All", "Directory.Read.All");
    return Answer.json(200, view(find(call)));
  }

  private Group find(Call call) {
    return parts
        .directory()
        .group(call.pathParameter("group"))
        .orElseThrow(DirectoryEndpoints::missing);
  }

  private static Map<String, Object> view(Group group) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", group.id());
    view.put("displayName", group.displayName());
    view.put("securityEnabled", true);
    view.put("mailEnabled", false);
    return view;
  }

  private Answer members(Caller caller, Call call, boolean transitive) {
    need(caller, "Group.Read.All", "GroupMember.Read.All", "Directory.Read.All");
    Set<String> ids = new LinkedHashSet<>();
    collect(find(call), transitive, ids);
    List<String> members = List.copyOf(ids);
    int size = Page.size(call, 100, 999);
    int from = Math.min(call.query("$skiptoken").map(Page::number).orElse(0), members.size());
    int to = Math.min(members.size(), from + size);
    List<Map<String, Object>> values = new ArrayList<>();
    members.subList(from, to).forEach(id -> member(id, call).ifPresent(values::add));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("@odata.context", parts.root() + "/$metadata#directoryObjects");
    if (to < members.size()) {
      body.put("@odata.nextLink", Page.link(parts, call, "$skiptoken", String.valueOf(to)));
    }
    body.put("value", values);
    return Answer.json(200, body);
  }

  private Optional<Map<String, Object>> member(String id, Call call) {
    Optional<Map<String, Object>> user =
        parts.directory().user(id).map(one -> typed("user", UserView.of(one, call)));
    return user.isPresent()
        ? user
        : parts.directory().group(id).map(group -> typed("group", view(group)));
  }

  private static Map<String, Object> typed(String type, Map<String, Object> object) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("@odata.type", "#microsoft.graph." + type);
    view.putAll(object);
    return view;
  }

  /** Nested groups can form a circle: each is looked into once. */
  private void collect(Group group, boolean transitive, Set<String> ids) {
    for (String id : group.members()) {
      if (ids.add(id) && transitive) {
        parts.directory().group(id).ifPresent(inner -> collect(inner, true, ids));
      }
    }
  }

  private Answer applications(Caller caller, Call call) {
    need(caller, "Application.Read.All", "Directory.Read.All");
    List<Map<String, Object>> all =
        parts.directory().apps().stream()
            .filter(
                app ->
                    call.query("$filter")
                        .map(filter -> filter.equals("appId eq '" + app.clientId() + "'"))
                        .orElse(true))
            .map(app -> Page.select(call, view(app)))
            .toList();
    return Answer.json(
        200, Map.of("@odata.context", parts.root() + "/$metadata#applications", "value", all));
  }

  private Answer application(Caller caller, Call call) {
    need(caller, "Application.Read.All", "Directory.Read.All");
    App app =
        parts.directory().app(call.pathParameter("app")).orElseThrow(DirectoryEndpoints::missing);
    return Answer.json(200, Page.select(call, view(app)));
  }

  /** A secret's value is never told again. */
  private static Map<String, Object> view(App app) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", app.objectId());
    view.put("appId", app.clientId());
    view.put("displayName", app.displayName());
    view.put("signInAudience", app.signInAudience().code());
    view.put("web", Map.of("redirectUris", app.redirectUris()));
    view.put(
        "passwordCredentials",
        app.secrets().stream()
            .map(
                secret -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("keyId", secret.keyId());
                  one.put("displayName", secret.displayName());
                  one.put("hint", secret.hint());
                  one.put("startDateTime", secret.start());
                  one.put("endDateTime", secret.end());
                  one.put("secretText", null);
                  return one;
                })
            .toList());
    view.put(
        "keyCredentials",
        app.certificates().stream().map(one -> Map.of("keyId", one.keyId())).toList());
    return view;
  }
}
