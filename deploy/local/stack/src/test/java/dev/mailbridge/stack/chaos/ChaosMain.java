package dev.mailbridge.stack.chaos;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** The program behind {@code ./chaos}; the exit status is 0 when the books balance. */
public final class ChaosMain {
  private ChaosMain() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    int seconds = 90;
    long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);
    Path json = null;
    try {
      for (int i = 0; i + 1 < args.length; i += 2) {
        switch (args[i]) {
          case "--seconds" -> seconds = Integer.parseInt(args[i + 1]);
          case "--seed" -> seed = Long.parseLong(args[i + 1]);
          case "--json" -> json = Path.of(args[i + 1]).toAbsolutePath();
          default -> throw new StackException("unknown option " + args[i] + ": see ./chaos --help");
        }
      }
      if (args.length % 2 == 1) {
        throw new StackException(args[args.length - 1] + " wants a value: see ./chaos --help");
      }
      System.out.println("seed " + seed + ": ./chaos --seconds " + seconds + " --seed " + seed);
      ChaosResult result = ChaosRun.run(home, seed, seconds, System.err::println);
      String text = new String(ContractJson.write(result), StandardCharsets.UTF_8);
      System.out.println(text);
      if (json != null) {
        Files.writeString(json, text);
      }
      System.exit(result.balanced() ? 0 : 1);
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NumberFormatException e) {
      System.err.println("--seconds and --seed want whole numbers: see ./chaos --help");
      System.exit(2);
    }
  }
}
