package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.AccessToken;
import dev.mailbridge.simulator.entra.AccessTokens;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.entra.TokenRefused;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.HttpFaults;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What every request goes through: token, faults, throttling, and the error body. */
final class GraphGate {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  /** Answers a request of a known caller. */
  @FunctionalInterface
  interface Endpoint {
    Answer handle(Caller caller, Call call);
  }

  private final GraphParts parts;
  private final AccessTokens tokens;
  private final HttpFaults httpFaults;
  private final Throttle throttle;

  GraphGate(GraphParts parts, AccessTokens tokens, HttpFaults httpFaults, Settings settings) {
    this.parts = parts;
    this.tokens = tokens;
    this.httpFaults = httpFaults;
    this.throttle = new Throttle(settings, parts.clock());
  }

  /** Wraps an endpoint; {@code step} is its name for faults. */
  Router.Handler open(String step, Endpoint endpoint) {
    return call -> {
      try {
        return answer(step, endpoint, call);
      } catch (GraphException e) {
        return error(e);
      }
    };
  }

  private Answer answer(String step, Endpoint endpoint, Call call) {
    Caller caller = caller(call);
    String mailbox = mailbox(caller, call);
    FaultPoint point = new FaultPoint(Protocol.GRAPH, mailbox, caller.app().clientId(), step, null);
    Optional<Answer> struck = httpFaults.strike(point);
    if (struck.isPresent()) {
      return struck.get();
    }
    Optional<Fault> throttled = parts.faults().take(point, FaultKind.GRAPH_THROTTLED);
    if (throttled.isPresent()) {
      throw Throttle.tooMany(
          "Application is over its limit.",
          throttled.get().delayOr(Duration.ofSeconds(5)).toSeconds());
    }
    boolean delta = call.rawQuery() != null && call.rawQuery().contains("deltatoken");
    if (delta && parts.faults().take(point, FaultKind.SYNC_STATE_LOST).isPresent()) {
      throw syncStateNotFound(call);
    }
    String key = caller.app().clientId() + " " + mailbox;
    throttle.begin(key);
    try {
      return endpoint.handle(caller, call);
    } finally {
      throttle.end(key);
    }
  }

  private String mailbox(Caller caller, Call call) {
    String named = call.pathParameter("user");
    if (named != null) {
      return parts.directory().user(named).map(User::userPrincipalName).orElse(named);
    }
    return call.path().startsWith("/v1.0/me")
        ? caller.user().map(User::userPrincipalName).orElse(null)
        : null;
  }

  private Caller caller(Call call) {
    String header = call.header("Authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthorized("Access token is empty.");
    }
    AccessToken token;
    try {
      token = tokens.verify(header.substring(7).strip());
    } catch (TokenRefused e) {
      throw unauthorized(
          e.getMessage().contains("expired")
              ? "Lifetime validation failed, the token is expired."
              : "Access token validation failure.");
    }
    if (token.resource() != Resource.GRAPH) {
      throw unauthorized("Access token validation failure. Invalid audience.");
    }
    App app =
        parts
            .directory()
            .app(token.clientId())
            .orElseThrow(() -> unauthorized("The application is unknown."));
    Optional<User> user = token.userId().flatMap(parts.directory()::user);
    boolean revoked = user.map(token::revokedBy).orElse(false);
    if ((token.userId().isPresent() && user.isEmpty()) || revoked) {
      throw unauthorized("The token was revoked: continuous access evaluation.");
    }
    return new Caller(app, user, token);
  }

  private static GraphException unauthorized(String message) {
    return new GraphException(
        401,
        "InvalidAuthenticationToken",
        message,
        Map.of("WWW-Authenticate", "Bearer realm=\"\", error=\"invalid_token\""));
  }

  /** A delta link that means nothing any more: the reader starts over at Location. */
  static GraphException syncStateNotFound(Call call) {
    return new GraphException(
        410,
        "syncStateNotFound",
        "The sync state generation is not found; continuing sync requires a full sync.",
        Map.of("Location", call.path()));
  }

  private Answer error(GraphException e) {
    Map<String, Object> inner = new LinkedHashMap<>();
    Instant now = parts.clock().instant();
    inner.put("date", TIME.format(now));
    inner.put("request-id", UUID.randomUUID().toString());
    inner.put("client-request-id", UUID.randomUUID().toString());
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", e.code());
    error.put("message", e.getMessage());
    error.put("innerError", inner);
    Answer answer = Answer.json(e.status(), Map.of("error", error));
    for (Map.Entry<String, String> header : e.headers().entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
