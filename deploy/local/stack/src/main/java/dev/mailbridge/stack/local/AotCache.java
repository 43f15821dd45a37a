package dev.mailbridge.stack.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program's ahead-of-time cache (JEP 483, 514, 515): classes loaded and linked in a training run,
 * so that the next start finds them ready. The JVM itself passes over a cache that is not of these
 * very jars or not of this very JVM.
 *
 * @param file as the program sees it
 * @param folder where the program runs
 */
record AotCache(Path file, Path folder) {

  /** The options of the training run; only this collector can write the heap's part. */
  List<String> training() {
    return List.of(
        "-XX:+UseG1GC", "-XX:AOTCacheOutput=" + file, "-Xlog:aot=error", "-Xlog:cds=error");
  }

  /** The options of each start; without a cache those of a plain one. */
  List<String> use() {
    List<String> options = new ArrayList<>();
    if (Files.exists(folder.resolve(file))) {
      options.add("-XX:AOTCache=" + file);
      // Mapped where it was made for: not each of its pointers has to be changed at each start.
      options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
      // A cache that has become too old is no news: the build trains the next one.
      options.addAll(List.of("-Xlog:aot=off", "-Xlog:cds=off", "-Xlog:class+path=off"));
    }
    return options;
  }
}
