package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Page sizes and the links between pages. */
final class Page {
  private static final Pattern MAX_PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=(\\d{1,4})");

  private Page() {}

  /** The size that the request asks for, within the limits of the resource. */
  static int size(Call call, int otherwise, int largest) {
    Optional<String> top = call.query("$top");
    if (top.isPresent()) {
      int size = number(top.get());
      if (size < 1 || size > largest) {
        throw new GraphException(
            400,
            "Request_UnsupportedQuery",
            "Invalid page size specified: '"
                + size
                + "'. Must be between 1 and "
                + largest
                + " inclusive.");
      }
      return size;
    }
    Matcher preferred = MAX_PAGE_SIZE.matcher(call.header("Prefer").orElse(""));
    return preferred.find() ? Math.clamp(number(preferred.group(1)), 1, largest) : otherwise;
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw GraphException.badRequest("'" + text + "' is not a number.");
    }
  }

  /** The same request with another token; other parameters of the first request are kept. */
  static String link(GraphParts parts, Call call, String tokenName, String token) {
    String kept =
        call.query().entrySet().stream()
            .filter(one -> !one.getKey().endsWith("token"))
            .map(one -> one.getKey() + "=" + encode(one.getValue()) + "&")
            .collect(Collectors.joining());
    return parts.baseUrl() + call.path() + "?" + kept + tokenName + "=" + encode(token);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves the fields that {@code $select} names, and the annotations. */
  static Map<String, Object> select(Call call, Map<String, Object> resource) {
    Optional<String> select = call.query("$select");
    if (select.isPresent()) {
      var wanted = Arrays.asList(select.get().split(","));
      resource
          .keySet()
          .removeIf(name -> !wanted.contains(name) && !name.startsWith("@") && !name.equals("id"));
    }
    return resource;
  }
}
