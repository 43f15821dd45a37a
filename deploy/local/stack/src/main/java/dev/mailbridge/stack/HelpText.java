package dev.mailbridge.stack;

import dev.mailbridge.stack.local.StackPort;

/** What {@code ./run --help} prints. */
final class HelpText {
  private static final String USAGE =
      """
      ./run                      builds what is not built, starts the whole stack, runs until Ctrl-C
      ./run --without-simulator  the same, for the real Office 365
      ./run demo                 in a stack that runs: connects the simulated mailbox and puts a first
                                 mail into it
      ./run smoke                one mail in and its reply out, on free ports and in a temporary
                                 folder; prints one JSON line, exits 0 only if all of it happened
      ./run books                kills each service in turn under 200 mails in and 200 replies out
                                 and counts: nothing may be missing or there twice
      ./run train                trains the start-up caches again (the build does it once)
      ./run reset                deletes the state of the stack
      ./run --help

      Options:
        --folder=DIR             where the state lies (.local)
      """;

  private HelpText() {}

  static String text() {
    StringBuilder text = new StringBuilder(USAGE);
    for (StackPort port : StackPort.values()) {
      text.append(
          "  %-24s %s (%d)%n"
              .formatted(port.option() + "=PORT", "port of " + port.owner(), port.standard()));
    }
    return text.toString();
  }
}
