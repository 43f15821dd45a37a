package dev.mailbridge.stack.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes have resident. Shared pages count for each process that maps them. */
final class ResidentMemory {
  private static final String RESIDENT = "Rss:";

  private ResidentMemory() {}

  static long mebibytes(List<Long> processes) throws IOException {
    long kibibytes = 0;
    for (long process : processes) {
      Path rollup = Path.of("/proc", Long.toString(process), "smaps_rollup");
      if (Files.isReadable(rollup)) {
        kibibytes +=
            Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
      }
    }
    return kibibytes / 1024;
  }
}
