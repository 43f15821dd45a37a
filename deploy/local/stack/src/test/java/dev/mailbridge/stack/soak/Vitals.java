package dev.mailbridge.stack.soak;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds at one moment.
 *
 * @param heapMebibytes of live objects: counted after a full collection
 * @param threads of the operating system
 * @param files open descriptors that are no sockets
 * @param connections open sockets
 */
public record Vitals(double heapMebibytes, double threads, double files, double connections) {
  private static final Pattern TOTAL =
      Pattern.compile("^Total +[0-9]+ +([0-9]+) *$", Pattern.MULTILINE);

  public static Vitals of(long pid) throws IOException, InterruptedException {
    long sockets = descriptors(pid, true);
    return new Vitals(
        liveHeap(pid) / 1_048_576.0,
        count(Path.of("/proc", Long.toString(pid), "task")),
        descriptors(pid, false),
        sockets);
  }

  /**
   * A class histogram collects first, and ends with the octets of all that is reachable. It goes to
   * a file: whoever looks at itself can't read from a pipe while it is counted.
   */
  private static long liveHeap(long pid) throws IOException, InterruptedException {
    Path histogram = Files.createTempFile("histogram", ".txt");
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .redirectOutput(histogram.toFile())
              .start();
      boolean ended = jcmd.waitFor(60, TimeUnit.SECONDS);
      Matcher total = TOTAL.matcher(Files.readString(histogram));
      if (!ended || !total.find()) {
        throw new StackException("jcmd says nothing of the heap of process " + pid);
      }
      return Long.parseLong(total.group(1));
    } finally {
      Files.delete(histogram);
    }
  }

  private static long descriptors(long pid, boolean sockets) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return all.filter(one -> isSocket(one) == sockets).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
