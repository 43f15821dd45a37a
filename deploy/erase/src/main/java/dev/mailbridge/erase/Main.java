package dev.mailbridge.erase;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.ProjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The program behind {@code deploy/erase/erase}. */
public final class Main {
  private static final String USAGE =
      """
      deploy/erase/erase [--dry-run] [--project=helpdesk] --config=FILE ADDRESS
        Erases the person's mails, replies and directory entry, and prints a report as JSON.
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
    for (String argument : args) {
      if (argument.equals("--dry-run")) {
        dryRun = true;
      } else if (argument.startsWith("--project=")) {
        project = ProjectId.of(argument.substring(argument.indexOf('=') + 1));
      } else if (argument.startsWith("--config=")) {
        config = Path.of(argument.substring(argument.indexOf('=') + 1));
      } else if (argument.indexOf('@') > 0 && !argument.startsWith("-")) {
        address = argument.toLowerCase(Locale.ROOT);
      } else {
        usage();
      }
    }
    if (config == null || address == null) {
      usage();
    }
    try {
      ErasureReport report = Erasure.run(Settings.read(config), project, address, dryRun);
      System.out.println(new String(ContractJson.write(report), StandardCharsets.UTF_8));
      System.exit(report.notErased().isEmpty() ? 0 : 1);
    } catch (ErasureException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void usage() {
    System.err.print(USAGE);
    System.exit(2);
  }
}
