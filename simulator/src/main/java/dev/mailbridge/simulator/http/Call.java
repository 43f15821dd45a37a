package dev.mailbridge.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request. Header names are found in any case; of a repeated parameter the last one
 * counts.
 */
public record Call(
    String method,
    String path,
    String rawQuery,
    Map<String, String> headers,
    Map<String, String> pathParameters,
    byte[] body) {

  public Call {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
    pathParameters = Map.copyOf(pathParameters);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public String pathParameter(String name) {
    return pathParameters.get(name);
  }

  public Map<String, String> query() {
    return decode(rawQuery);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name));
  }

  /** The form's fields, empty when the body is none. */
  public Map<String, String> form() {
    boolean isForm =
        header("Content-Type")
            .map(type -> type.toLowerCase(Locale.ROOT))
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
    return isForm ? decode(text()) : Map.of();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Optional<String> cookie(String name) {
    return header("Cookie").stream()
        .flatMap(line -> java.util.Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  private static Map<String, String> decode(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return fields;
    }
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.put(decodeOne(name), decodeOne(value));
    }
    return fields;
  }

  private static String decodeOne(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
