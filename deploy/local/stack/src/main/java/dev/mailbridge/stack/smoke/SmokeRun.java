package dev.mailbridge.stack.smoke;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import dev.mailbridge.stack.local.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts a stack of its own, takes one mail through it and tells how long each hop took. */
public final class SmokeRun {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

  private SmokeRun() {}

  /**
   * @return the exit status: 0 only if everything happened
   */
  public static int run(Path home, StartUp startUp) throws IOException {
    Path folder = Files.createTempDirectory("mail-bridge-smoke");
    StackSettings settings =
        new StackSettings(
            home,
            new StackFolder(folder),
            StackPorts.free(),
            true,
            startUp,
            START_TIMEOUT,
            List.of(),
            Map.of());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", "smoke");
    LocalStack stack = new LocalStack(settings, System.err::println);
    Thread onInterrupt = new Thread(stack::close, "stop");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    boolean ok = false;
    try {
      Stopwatch watch = new Stopwatch(result);
      stack.start();
      watch.lap("ready_ms");
      new SmokeJourney(settings, watch).travel();
      result.put("rss_mib", stack.residentMebibytes());
      watch.total("total_ms");
      ok = true;
    } catch (StackException e) {
      result.put("failure", e.getMessage());
    } finally {
      stack.close();
    }
    result.put("ok", ok);
    if (ok) {
      settings.folder().delete();
    } else {
      result.put("logs", settings.folder().log("").getParent().toString());
    }
    System.out.println(new String(ContractJson.write(result), StandardCharsets.UTF_8));
    return ok ? 0 : 1;
  }
}
