package dev.mailbridge.benchmarks.poller;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CPU time of this process and all that it started, by what they are. */
public record CpuUse(Map<String, Duration> byPart) {
  public CpuUse {
    byPart = Map.copyOf(byPart);
  }

  public static CpuUse now() {
    Map<String, Duration> used = new TreeMap<>();
    Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .forEach(
            process ->
                used.merge(
                    part(process),
                    process.info().totalCpuDuration().orElse(Duration.ZERO),
                    Duration::plus));
    return new CpuUse(used);
  }

  private static String part(ProcessHandle process) {
    if (process.equals(ProcessHandle.current())) {
      return "reader";
    }
    String command = process.info().commandLine().orElse("");
    if (command.contains("imap-poller/target")) {
      return "poller";
    }
    // The broker's class path is too long for the command line to be told.
    return process.info().command().orElse("").endsWith("/java") ? "broker" : "mail server";
  }

  /** Milliseconds a mail since then, as a line. */
  public String since(CpuUse before, int mails) {
    return new TreeMap<>(byPart)
        .entrySet().stream()
            .map(
                part -> {
                  Duration used =
                      part.getValue()
                          .minus(before.byPart.getOrDefault(part.getKey(), Duration.ZERO));
                  return "%s %.3f".formatted(part.getKey(), used.toNanos() / 1e6 / mails);
                })
            .collect(Collectors.joining(", ", "ms of CPU a mail: ", ""));
  }
}
