package dev.mailbridge.stack.growth;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.growth.GrowthRun.Stage;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The program behind {@code ./bench growth}. */
public final class GrowthMain {
  private static final List<Integer> FACTORS = List.of(1, 3, 10);
  private static final int MAILS = 2_000;
  private static final int MAILBOXES = 10;
  private static final int MAILS_EACH = 200;
  private static final int SIZED_MAILS = 500;
  private static final int ATTACHED = 10_000;

  private GrowthMain() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "off");
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    int rounds = 3;
    Path json = null;
    Path html = null;
    try {
      for (int i = 0; i + 1 < args.length; i += 2) {
        switch (args[i]) {
          case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
          case "--json" -> json = Path.of(args[i + 1]).toAbsolutePath();
          case "--html" -> html = Path.of(args[i + 1]).toAbsolutePath();
          default -> throw new StackException("unknown option " + args[i] + ": see ./bench --help");
        }
      }
      StackSettings settings =
          StackSettings.onFreePorts(
              home,
              new StackFolder(Files.createTempDirectory("mail-bridge-growth")),
              List.of("--no-limits"),
              Map.of());
      try (LocalStack stack = new LocalStack(settings, System.err::println)) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start();
        GrowthReport report;
        try (GrowthRun run = new GrowthRun(stack, System.err::println)) {
          report = measure(run, rounds);
        }
        stack.close();
        settings.folder().delete();
        System.out.print(report.table());
        if (json != null) {
          Files.write(json, ContractJson.write(report.asMap()));
        }
        if (html != null) {
          report.page().write(html);
        }
        System.exit(report.missed().isEmpty() ? 0 : 1);
      }
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NumberFormatException e) {
      System.err.println("--rounds wants a whole number: see ./bench --help");
      System.exit(2);
    }
  }

  private static GrowthReport measure(GrowthRun run, int rounds) throws Exception {
    Map<String, List<Stage>> stages = new LinkedHashMap<>();
    run.mailboxes(1);
    // Compiled and with its buffers once, before anything counts.
    run.measure(10, 1, 10 * MAILS, 0);
    run.measure(1, 1, SIZED_MAILS, 10 * ATTACHED);
    stages.put("mails", stages(factor -> run.measure(factor, 1, factor * MAILS, 0), rounds));
    stages.put(
        GrowthReport.SIZES,
        stages(factor -> run.measure(factor, 1, SIZED_MAILS, factor * ATTACHED), rounds));
    stages.put(
        "mailboxes",
        stages(
            factor -> {
              run.mailboxes(factor * MAILBOXES);
              return run.measure(factor, factor * MAILBOXES, MAILS_EACH, 0);
            },
            rounds));
    return new GrowthReport(stages);
  }

  private interface Measurement {
    Stage at(int factor) throws Exception;
  }

  /** Of the rounds of each factor the one with the median time. */
  private static List<Stage> stages(Measurement measurement, int rounds) throws Exception {
    List<Stage> medians = new ArrayList<>();
    for (int factor : FACTORS) {
      List<Stage> stages = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        stages.add(measurement.at(factor));
      }
      stages.sort(Comparator.comparingDouble(Stage::millisPerMail));
      medians.add(stages.get(rounds / 2));
    }
    return medians;
  }
}
