package dev.mailbridge.stack.soak;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program behind {@code ./bench soak}. */
public final class SoakMain {
  // Less would be swallowed by a minute's chance.
  private static final int LOOKS = 60;

  private SoakMain() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "off");
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    double hours = 1;
    int rate = 20;
    Path json = null;
    Path html = null;
    try {
      for (int i = 0; i + 1 < args.length; i += 2) {
        switch (args[i]) {
          case "--hours" -> hours = Double.parseDouble(args[i + 1]);
          case "--rate" -> rate = Integer.parseInt(args[i + 1]);
          case "--json" -> json = Path.of(args[i + 1]).toAbsolutePath();
          case "--html" -> html = Path.of(args[i + 1]).toAbsolutePath();
          case "--rounds" -> {
            // One long round is what is asked for here.
          }
          default -> throw new StackException("unknown option " + args[i] + ": see ./bench --help");
        }
      }
      Duration time = Duration.ofMillis(Math.round(hours * 3_600_000));
      StackSettings settings =
          StackSettings.onFreePorts(
              home,
              new StackFolder(Files.createTempDirectory("mail-bridge-soak")),
              List.of("--no-limits"),
              Map.of());
      try (LocalStack stack = new LocalStack(settings, System.err::println)) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start();
        SoakReport report =
            SoakReport.of(
                rate,
                hours,
                new SoakRun(stack, System.err::println).run(time, rate, time.dividedBy(LOOKS)));
        stack.close();
        System.out.print(report.table());
        if (json != null) {
          Files.write(json, ContractJson.write(report.asMap()));
        }
        if (html != null) {
          report.page().write(html);
        }
        if (report.missed().isEmpty()) {
          settings.folder().delete();
        }
        System.exit(report.missed().isEmpty() ? 0 : 1);
      }
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NumberFormatException e) {
      System.err.println("--hours and --rate want numbers: see ./bench --help");
      System.exit(2);
    }
  }
}
