package dev.mailbridge.stack;

import dev.mailbridge.stack.local.StackPort;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the arguments of {@code ./run}. */
final class CommandLine {
  private static final String FOLDER = "--folder=";
  private static final String WITHOUT_SIMULATOR = "--without-simulator";

  private CommandLine() {}

  /**
   * @param home the checkout; state lies in its {@code .local} unless told otherwise
   * @throws StackException when an argument can't be understood
   */
  static Command parse(List<String> arguments, Path home) {
    Path folder = home.resolve(".local");
    Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
    boolean withSimulator = true;
    String verb = "start";
    for (String argument : arguments) {
      if (argument.equals("--help") || argument.equals("-h")) {
        return new Command.Help();
      } else if (argument.equals(WITHOUT_SIMULATOR)) {
        withSimulator = false;
      } else if (argument.startsWith(FOLDER)) {
        folder = Path.of(argument.substring(FOLDER.length()));
      } else if (argument.startsWith("--")) {
        readPort(argument, ports);
      } else {
        verb = argument;
      }
    }
    return switch (verb) {
      case "start" -> new Command.Start(folder, ports, withSimulator);
      case "smoke" -> new Command.Smoke();
      case "demo" -> new Command.Demo(folder, ports);
      case "train" -> new Command.Train();
      case "reset" -> new Command.Reset(folder);
      default -> throw unknown(verb);
    };
  }

  private static void readPort(String argument, Map<StackPort, Integer> ports) {
    int equals = argument.indexOf('=');
    Optional<StackPort> port =
        Stream.of(StackPort.values())
            .filter(p -> equals > 0 && p.option().equals(argument.substring(0, equals)))
            .findFirst();
    if (port.isEmpty()) {
      throw unknown(argument);
    }
    try {
      int value = Integer.parseInt(argument.substring(equals + 1));
      if (value < 1 || value > 65_535) {
        throw new NumberFormatException("out of range");
      }
      ports.put(port.get(), value);
    } catch (NumberFormatException e) {
      throw new StackException(
          "%s needs a port from 1 to 65535, such as %s=%d"
              .formatted(port.get().option(), port.get().option(), port.get().standard()),
          e);
    }
  }

  private static StackException unknown(String argument) {
    return new StackException("./run doesn't know %s: see  ./run --help".formatted(argument));
  }
}
