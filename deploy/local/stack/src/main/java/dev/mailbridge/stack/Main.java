package dev.mailbridge.stack;

import dev.mailbridge.stack.demo.Demo;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackLock;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import dev.mailbridge.stack.local.StartUp;
import dev.mailbridge.stack.smoke.SmokeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The program behind {@code ./run}. */
public final class Main {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

  private Main() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    try {
      System.exit(
          switch (CommandLine.parse(List.of(args), home)) {
            case Command.Help() -> help();
            case Command.Reset(Path folder) -> reset(new StackFolder(folder));
            case Command.Smoke() -> SmokeRun.run(home, StartUp.CACHED);
            case Command.Train() -> SmokeRun.run(home, StartUp.TRAINING);
            case Command.Demo(Path folder, Map<StackPort, Integer> ports) ->
                Demo.run(settings(home, folder, ports, true));
            case Command.Start start -> start(home, start);
          });
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static int help() {
    System.out.print(HelpText.text());
    return 0;
  }

  private static int reset(StackFolder folder) throws IOException {
    StackLock.take(folder).close();
    folder.delete();
    System.out.println("Deleted " + folder.root());
    return 0;
  }

  private static int start(Path home, Command.Start command)
      throws IOException, InterruptedException {
    StackSettings settings =
        settings(home, command.folder(), command.ports(), command.withSimulator());
    LocalStack stack = new LocalStack(settings, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
    long begin = System.nanoTime();
    stack.start();
    System.out.print(AddressTable.of(settings, Duration.ofNanos(System.nanoTime() - begin)));
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(LocalStack stack) {
    boolean wasRunning = stack.isRunning();
    if (wasRunning) {
      System.out.println("Stopping …");
    }
    stack.close();
    if (wasRunning) {
      System.out.println("Stopped.");
    }
  }

  private static StackSettings settings(
      Path home, Path folder, Map<StackPort, Integer> ports, boolean withSimulator) {
    return new StackSettings(
        home,
        new StackFolder(folder),
        StackPorts.standardBut(ports),
        withSimulator,
        StartUp.CACHED,
        START_TIMEOUT,
        List.of(),
        Map.of());
  }
}
