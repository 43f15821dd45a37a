package dev.mailbridge.benchmarks.start;

import java.util.List;

/** How a service is started. */
enum StartMode {
  PLAIN(List.of("-XX:+UseSerialGC")),
  /** Only this collector can write the heap's part of a cache. */
  TRAINING(List.of("-XX:+UseG1GC", "-XX:AOTCacheOutput=bench.aot", "-Xlog:aot=error")),
  CACHED(
      List.of(
          "-XX:+UseSerialGC",
          "-XX:AOTCache=bench.aot",
          "-XX:AOTMode=on",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0"));

  private final List<String> options;

  StartMode(List<String> options) {
    this.options = options;
  }

  List<String> options() {
    return options;
  }
}
