package dev.mailbridge.simulator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code java -jar simulator.jar}: the simulator as a program of its own. */
public final class SimulatorMain {
  private static final String HELP =
      """
      Simulates an Office 365 tenant: Entra, Graph, IMAP, POP3 and SMTP, with faults on command.

      Options (each also as an environment variable, SIMULATOR_HTTP_PORT and so on):
        --http-port N      Entra, Graph, control and the page   (3020)
        --imaps-port N     IMAP over TLS                        (3021)
        --pop3s-port N     POP3 over TLS                        (3022)
        --smtp-port N      SMTP with STARTTLS                   (3023)
        --host ADDRESS     address to listen on                 (127.0.0.1)
        --public-host NAME host name in the addresses it tells  (localhost)
        --state FOLDER     keeps mails, tokens and keys over a restart
        --no-limits        no limits on speed and connections
        --help             this text
      """;

  private SimulatorMain() {}

  @SuppressWarnings("SystemOut") // A command-line program.
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> options;
    Simulator simulator;
    try {
      options = read(arguments);
      if (options.containsKey("help")) {
        System.out.print(HELP);
        return;
      }
      simulator = Simulator.start(config(options));
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  simulator.close();
                  stopped.countDown();
                }));
    System.out.println(
        "Simulator ready: "
            + simulator.httpUrl()
            + " IMAPS "
            + simulator.imapsPort()
            + " POP3S "
            + simulator.pop3sPort()
            + " SMTP "
            + simulator.smtpPort());
    stopped.await();
  }

  private static Map<String, String> read(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("SIMULATOR_")) {
                options.put(
                    name.substring("SIMULATOR_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'),
                    value);
              }
            });
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      int equals = name.indexOf('=');
      if (name.equals("help") || name.equals("no-limits")) {
        options.put(name, "true");
      } else if (arguments[i].startsWith("--") && equals > 0) {
        options.put(name.substring(0, equals), name.substring(equals + 1));
      } else if (arguments[i].startsWith("--") && i + 1 < arguments.length) {
        options.put(name, arguments[++i]);
      } else {
        throw new IllegalArgumentException(
            "Option " + arguments[i] + " is unknown or has no value: see --help");
      }
    }
    return options;
  }

  private static SimulatorConfig config(Map<String, String> options) {
    SimulatorConfig config =
        SimulatorConfig.onFreePorts()
            .withHost(options.getOrDefault("host", "127.0.0.1"))
            .withPublicHost(options.getOrDefault("public-host", "localhost"))
            .withPorts(
                port(options, "http-port", 3020),
                port(options, "imaps-port", 3021),
                port(options, "pop3s-port", 3022),
                port(options, "smtp-port", 3023));
    Optional<String> state = Optional.ofNullable(options.get("state"));
    if (state.isPresent()) {
      config = config.withStateDirectory(Path.of(state.get()));
    }
    return "true".equals(options.get("no-limits")) ? config.withoutLimits() : config;
  }

  private static int port(Map<String, String> options, String name, int otherwise) {
    String text = options.getOrDefault(name, String.valueOf(otherwise));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " must be a number, not " + text, e);
    }
    throw new IllegalArgumentException("--" + name + " must lie between 0 and 65535");
  }
}
