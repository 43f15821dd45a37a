package dev.mailbridge.benchmarks.directory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Import Users from Azure AD: everybody, some changes, nothing, and a process that is killed on the
 * way. Counted on the topic by a reader of its own; the time ends with the last record there.
 */
public final class DirectoryBench {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final int CHANGES = 100;

  private DirectoryBench() {}

  /** Options: {@code --users N} (100000), {@code --rounds N} (3). */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | RuntimeException e) {
      System.err.println("./bench directory could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException {
    int users = options.number("--users", 100_000);
    BenchReport report = new BenchReport("directory", options);
    try (ImportUnderTest service = new ImportUnderTest(users)) {
      LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
      double idle = service.configService().rssMib();
      Set<String> everybody = service.userIds();
      double[] full = new double[options.rounds()];
      double[] delta = new double[options.rounds()];
      double peak;
      long unchanged = 0;
      try (ResidentPeak memory = new ResidentPeak(service.configService())) {
        for (int round = 0; round < options.rounds(); round++) {
          String project = "bench-" + round;
          try (PublishedUsers topic = service.project(project)) {
            full[round] = timed(service, project, null, topic, everybody.size());
            service.change(CHANGES, "Changed " + round);
            delta[round] = timed(service, project, null, topic, everybody.size() + CHANGES);
            if (round == 0) {
              unchanged = publishedForNothing(service, project, topic);
            }
          }
        }
        peak = memory.mib();
      }
      long wrong = killed(service, "killed-listing", "listing", everybody);
      wrong += killed(service, "killed-publishing", "publishing", everybody);
      report.figure("full_seconds", BenchReport.median(full)).atMost(60);
      report.figure("users_per_second", everybody.size() / BenchReport.median(full));
      report.figure("delta_of_100_seconds", BenchReport.median(delta)).atMost(2);
      report.figure("published_for_unchanged", unchanged).atMost(0);
      report.figure("over_idle_mib", peak - idle).atMost(256);
      report.figure("idle_rss_mib", idle);
      report.figure("wrong_users_after_sigkill", wrong).atMost(0);
      report.note(
          "%d users; Graph, token-service, Kafka and PostgreSQL on the same processors; the service has -Xmx256m."
              .formatted(everybody.size()));
    }
    return report.finish();
  }

  /** From asking for the run to the last of its records on the topic. */
  private static double timed(
      ImportUnderTest service, String project, String kind, PublishedUsers topic, long records)
      throws IOException {
    long begin = System.nanoTime();
    long run = service.start(project, kind);
    boolean complete = topic.await(records, LONGEST);
    double seconds = (System.nanoTime() - begin) / 1e9;
    JsonNode ended = service.ended(project, run);
    if (!complete) {
      throw new IOException(
          "%d of %d records on the topic after %s: %s"
              .formatted(topic.records(), records, LONGEST, ended.path("counts")));
    }
    return seconds;
  }

  /** Everybody is listed again, and the changes are fetched again: nothing may come of either. */
  private static long publishedForNothing(
      ImportUnderTest service, String project, PublishedUsers topic) throws IOException {
    long before = topic.records();
    service.ended(project, service.start(project, "full"));
    service.ended(project, service.start(project, null));
    topic.settle(SETTLE);
    return topic.records() - before;
  }

  /** Who is missing on the topic, or there and not in the directory, after a SIGKILL. */
  private static long killed(
      ImportUnderTest service, String project, String state, Set<String> everybody)
      throws IOException {
    try (PublishedUsers topic = service.project(project)) {
      long run = service.start(project, "full");
      JsonNode now = service.run(project, run);
      while (!now.path("state").asText().equals(state)
          || (now.path("listed").asLong() < everybody.size() / 3)
          || (state.equals("publishing") && now.path("published").asLong() == 0)) {
        if (now.path("state").asText().equals("done")) {
          throw new IOException("The run was done before it could be killed");
        }
        now = service.run(project, run);
      }
      service.configService().kill();
      service.configService().start();
      service.ended(project, run);
      topic.await(everybody.size(), LONGEST);
      topic.settle(SETTLE);
      Set<String> missing = new HashSet<>(everybody);
      missing.removeAll(topic.keys());
      Set<String> extra = new HashSet<>(topic.keys());
      extra.removeAll(everybody);
      return missing.size() + extra.size();
    }
  }
}
