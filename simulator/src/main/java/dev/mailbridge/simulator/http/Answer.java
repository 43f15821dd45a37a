package dev.mailbridge.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer of(int status, String contentType, String text) {
    return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  public static Answer json(int status, Object value) {
    try {
      return of(status, "application/json; charset=utf-8", Json.MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Answer html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page)
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff");
  }

  public static Answer redirect(String location) {
    return new Answer(302, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
