package dev.mailbridge.stack;

import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The table that tells where everything is. */
final class AddressTable {
  private AddressTable() {}

  static String of(StackSettings settings, Duration startedIn) {
    StackPorts ports = settings.ports();
    StackFolder folder = settings.folder();
    StringBuilder table = new StringBuilder();
    row(table, "Web admin", ports.http(StackPort.CONFIG_SERVICE) + "/");
    row(table, "", "user admin, password in " + shown(folder.administratorPassword()));
    row(table, "Sample HelpDesk", ports.http(StackPort.HELPDESK) + "/");
    if (settings.withSimulator()) {
      row(table, "Simulated Office 365", ports.http(StackPort.SIMULATOR) + "/");
      row(
          table,
          "",
          "IMAP %d, POP3 %d, SMTP %d at localhost; everyone's password: simulator"
              .formatted(
                  ports.of(StackPort.SIMULATOR_IMAPS),
                  ports.of(StackPort.SIMULATOR_POP3S),
                  ports.of(StackPort.SIMULATOR_SMTP)));
    }
    if (settings.withSimulator()) {
      row(table, "", "./run demo connects a mailbox and puts a first mail into it");
    }
    row(table, "token-service", ports.http(StackPort.TOKEN_SERVICE) + "/q/openapi");
    row(table, "imap-poller", ports.http(StackPort.IMAP_POLLER) + "/q/openapi");
    row(table, "smtp-sender", ports.http(StackPort.SMTP_SENDER) + "/q/openapi");
    row(table, "", "key for scripts in " + shown(folder.operatorKey()));
    row(table, "Kafka", "localhost:" + ports.of(StackPort.KAFKA));
    row(table, "PostgreSQL", "localhost:" + ports.of(StackPort.POSTGRESQL));
    row(table, "Logs", shown(folder.log("")).getParent().toString());
    return "%s%nReady after %.1f s. Ctrl-C stops everything.%n"
        .formatted(table, startedIn.toMillis() / 1000.0);
  }

  private static void row(StringBuilder table, String name, String value) {
    table.append("  %-22s %s%n".formatted(name, value));
  }

  private static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
