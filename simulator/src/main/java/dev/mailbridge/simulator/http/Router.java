package dev.mailbridge.simulator.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a request by its method and path; the first route that fits is taken. */
public final class Router {
  /** Answers one request. */
  @FunctionalInterface
  public interface Handler {
    Answer handle(Call call);
  }

  private record Route(String method, Pattern path, List<String> names, Handler handler) {}

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route; {@code {name}} in the template stands for one segment. */
  public Router on(String method, String template, Handler handler) {
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher matcher = PARAMETER.matcher(template);
    int last = 0;
    while (matcher.find()) {
      names.add(matcher.group(1));
      pattern.append(Pattern.quote(template.substring(last, matcher.start()))).append("([^/]+)");
      last = matcher.end();
    }
    pattern.append(Pattern.quote(template.substring(last)));
    routes.add(new Route(method, Pattern.compile(pattern.toString()), names, handler));
    return this;
  }

  Answer answer(Call call) {
    boolean pathKnown = false;
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = match(route, call.path());
      if (parameters.isPresent()) {
        if (route.method().equals(call.method())) {
          return route.handler().handle(withParameters(call, parameters.get()));
        }
        pathKnown = true;
      }
    }
    throw pathKnown
        ? new BadCall(405, call.method() + " is not offered here")
        : new BadCall(404, "Nothing is served at " + call.path() + "; the README lists all paths");
  }

  private static Call withParameters(Call call, Map<String, String> parameters) {
    return new Call(
        call.method(), call.path(), call.rawQuery(), call.headers(), parameters, call.body());
  }

  private static Optional<Map<String, String>> match(Route route, String path) {
    Matcher matcher = route.path().matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < route.names().size(); i++) {
      parameters.put(route.names().get(i), matcher.group(i + 1));
    }
    return Optional.of(parameters);
  }
}
