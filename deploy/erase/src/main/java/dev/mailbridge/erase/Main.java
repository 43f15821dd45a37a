package dev.mailbridge.erase;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.ProjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The program behind {@code deploy/erase/erase}. */
public final class Main {
  private static final String USAGE =
      """
      deploy/erase/erase [--dry-run] [--project=helpdesk] --config=FILE ADDRESS
        Erases the person's mails, replies and directory entry, and prints a report as JSON.
      deploy/erase/erase [--dry-run] [--project=helpdesk] --config=FILE --older-than=DAYS
        Erases the contents of the project's mails that are older, such as each night.
        --dry-run   only tells what there is
        --config    where everything is: see deploy/erase/README.md and local.properties
      Exit status: 0 erased, 1 something could not be, 2 wrong arguments.
      """;

  private Main() {}

  public static void main(String[] args) {
    boolean dryRun = false;
    ProjectId project = ProjectId.of("helpdesk");
    Path config = null;
    String address = null;
    Duration age = null;
    for (String argument : args) {
      if (argument.equals("--dry-run")) {
        dryRun = true;
      } else if (argument.startsWith("--project=")) {
        project = ProjectId.of(argument.substring(argument.indexOf('=') + 1));
      } else if (argument.startsWith("--config=")) {
        config = Path.of(argument.substring(argument.indexOf('=') + 1));
      } else if (argument.matches("--older-than=[1-9]\\d{0,4}")) {
        age = Duration.ofDays(Long.parseLong(argument.substring(argument.indexOf('=') + 1)));
      } else if (argument.indexOf('@') > 0 && !argument.startsWith("-")) {
        address = argument.toLowerCase(Locale.ROOT);
      } else {
        usage();
      }
    }
    if (config == null || (address == null) == (age == null)) {
      usage();
    }
    try {
      Settings settings = Settings.read(config);
      if (age == null) {
        ErasureReport report = Erasure.run(settings, project, address, dryRun, Clock.systemUTC());
        end(report, report.notErased());
      } else {
        RetentionReport report =
            ProjectRetention.run(settings, project, age, dryRun, Clock.systemUTC());
        end(report, report.notErased());
      }
    } catch (ErasureException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void end(Object report, List<String> notErased) {
    System.out.println(new String(ContractJson.write(report), StandardCharsets.UTF_8));
    System.exit(notErased.isEmpty() ? 0 : 1);
  }

  private static void usage() {
    System.err.print(USAGE);
    System.exit(2);
  }
}
