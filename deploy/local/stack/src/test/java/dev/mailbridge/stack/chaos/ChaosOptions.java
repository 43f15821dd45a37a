package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.StackException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of {@code ./chaos}.
 *
 * @param first the first seed
 * @param last the last seed; the same as the first for one run
 */
record ChaosOptions(int seconds, long first, long last, Optional<Path> json, Optional<Path> html) {
  private static final Pattern SEEDS = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  /**
   * @throws StackException with a sentence for the user
   */
  static ChaosOptions parse(String[] args) {
    int seconds = 90;
    long first = ThreadLocalRandom.current().nextInt(1, 1_000_000);
    long last = first;
    Optional<Path> json = Optional.empty();
    Optional<Path> html = Optional.empty();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new StackException(args[i] + " wants a value: see ./chaos --help");
      }
      String value = args[i + 1];
      switch (args[i]) {
        case "--seconds" -> seconds = number(args[i], value);
        case "--seed" -> {
          first = number(args[i], value);
          last = first;
        }
        case "--seeds" -> {
          Matcher range = SEEDS.matcher(value);
          if (!range.matches()) {
            throw new StackException("--seeds wants a range such as 1-25: see ./chaos --help");
          }
          first = Long.parseLong(range.group(1));
          last = Long.parseLong(range.group(2));
        }
        case "--json" -> json = Optional.of(Path.of(value).toAbsolutePath());
        case "--html" -> html = Optional.of(Path.of(value).toAbsolutePath());
        default -> throw new StackException("unknown option " + args[i] + ": see ./chaos --help");
      }
    }
    if (last < first || seconds < 1) {
      throw new StackException("There is nothing to run: see ./chaos --help");
    }
    return new ChaosOptions(seconds, first, last, json, html);
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StackException(option + " wants a whole number: see ./chaos --help", e);
    }
  }
}
