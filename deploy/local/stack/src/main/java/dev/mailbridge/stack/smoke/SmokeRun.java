package dev.mailbridge.stack.smoke;

import java.nio.file.Path;

public final class SmokeRun {
  private SmokeRun() {}

  public static int run(Path home) {
    return 0;
  }
}
