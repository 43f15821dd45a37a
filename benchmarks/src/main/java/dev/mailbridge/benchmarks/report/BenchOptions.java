package dev.mailbridge.benchmarks.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one measurement, each a name and a value: {@code --rounds 3 --json FILE}.
 *
 * @param values by name, with the two dashes
 */
public record BenchOptions(Map<String, String> values) {
  private static final int ROUNDS = 3;

  /** Copies the map. */
  public BenchOptions {
    values = Map.copyOf(values);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException in the words of the one who typed it
   */
  public static BenchOptions parse(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].startsWith("--")) {
        throw new IllegalArgumentException(
            "Options start with two dashes, not " + arguments[i] + ": see ./bench --help");
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value: see ./bench --help");
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new BenchOptions(values);
  }

  /** The value of an option, such as {@code --imap}. */
  public Optional<String> get(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /**
   * The value of a numeric option.
   *
   * @throws IllegalArgumentException when it isn't a whole number above 0
   */
  public int number(String option, int otherwise) {
    String value = values.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(option + " needs a whole number, not " + value);
    }
    return Integer.parseInt(value);
  }

  /** How often a figure is measured; its median counts. */
  public int rounds() {
    return number("--rounds", ROUNDS);
  }

  /** Where the figures are written as JSON. */
  Optional<Path> json() {
    return get("--json").map(Path::of);
  }

  /** Where the figures are written as a page with plots. */
  Optional<Path> html() {
    return get("--html").map(Path::of);
  }
}
