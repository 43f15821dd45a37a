package dev.mailbridge.configservice.web;

import dev.mailbridge.platform.problem.Problem.FieldError;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form's values and what is wrong with them. A field is named as its JSON pointer with dots
 * instead of slashes: {@code incoming.host} is {@code /incoming/host}.
 */
public final class Form {
  private final Map<String, String> values;
  private final Map<String, String> errors;
  private final String message;

  private Form(Map<String, String> values, Map<String, String> errors, String message) {
    this.values = Map.copyOf(values);
    this.errors = Map.copyOf(errors);
    this.message = message;
  }

  static Form of(Map<String, String> values) {
    return new Form(values, Map.of(), null);
  }

  static Form of(MultivaluedMap<String, String> sent) {
    Map<String, String> values = new HashMap<>();
    sent.forEach((name, all) -> values.put(name, all.isEmpty() ? "" : all.getFirst()));
    return of(values);
  }

  Form with(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return of(more);
  }

  /**
   * @param message what is wrong as a whole; shown when no field can tell
   */
  Form rejected(String message, List<FieldError> problems) {
    Map<String, String> byField = new LinkedHashMap<>();
    for (FieldError problem : problems) {
      byField.merge(field(problem.pointer()), problem.detail(), (a, b) -> a + " " + b);
    }
    return new Form(values, byField, message);
  }

  private static String field(String pointer) {
    return pointer.substring(1).replace('/', '.');
  }

  /** Empty when nothing was entered. */
  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Null when nothing is wrong with the field, or with one below it. */
  public String error(String name) {
    return errors.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Whether the field was sent at all. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  public boolean is(String name, String value) {
    return value(name).equals(value);
  }

  public boolean on(String name) {
    return "true".equals(value(name));
  }

  public String message() {
    return message;
  }

  public boolean hasErrors() {
    return !errors.isEmpty() || message != null;
  }

  /** Null when nothing was entered. */
  String text(String name) {
    String value = value(name).strip();
    return value.isEmpty() ? null : value;
  }
}
