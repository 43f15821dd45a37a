package dev.mailbridge.stack.chaos;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program behind {@code ./chaos}: one run for each seed, and a table. A run that fails doesn't
 * keep the others from being made; the exit status is 0 when all books balance.
 */
public final class ChaosMain {
  private ChaosMain() {}

  public static void main(String[] args) throws Exception {
    // Its clients tell at length of each fault that is made on purpose.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "off");
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    try {
      ChaosOptions options = ChaosOptions.parse(args);
      List<ChaosResult> results = new ArrayList<>();
      for (long seed = options.first(); seed <= options.last(); seed++) {
        System.err.printf("./chaos --seconds %d --seed %d%n", options.seconds(), seed);
        results.add(run(home, seed, options.seconds()));
        // After each: what was run stays known whatever comes next.
        write(options, results);
      }
      System.out.print(ChaosReport.of(options.seconds(), results).table());
      System.exit(ChaosReport.of(options.seconds(), results).exitStatus());
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static ChaosResult run(Path home, long seed, int seconds) {
    try {
      return ChaosRun.run(home, seed, seconds, System.err::println);
    } catch (Exception e) {
      String why = "%s at %s".formatted(e, e.getStackTrace()[0]);
      System.err.println(why);
      return ChaosResult.failed(seed, PlannedFault.plan(seed, seconds), why);
    }
  }

  private static void write(ChaosOptions options, List<ChaosResult> results) throws IOException {
    ChaosReport report = ChaosReport.of(options.seconds(), results);
    if (options.json().isPresent()) {
      Files.write(options.json().get(), ContractJson.write(report));
    }
    if (options.html().isPresent()) {
      ChaosPage.write(report, options.html().get());
    }
  }
}
