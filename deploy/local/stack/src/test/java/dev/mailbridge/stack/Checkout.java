package dev.mailbridge.stack;

import java.nio.file.Path;

/** Where the built modules lie, seen from a test of this one. */
public final class Checkout {
  private Checkout() {}

  public static Path home() {
    return Path.of("../../..").toAbsolutePath().normalize();
  }
}
