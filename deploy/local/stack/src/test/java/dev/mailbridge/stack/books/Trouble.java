package dev.mailbridge.stack.books;

import dev.mailbridge.stack.client.Simulation;
import dev.mailbridge.stack.local.LocalStack;
import java.util.List;
import java.util.stream.Stream;

/** What happens to a stack in one round of the books. */
interface Trouble {
  void strike(LocalStack stack);

  /** Each service killed at the moments that matter. */
  static List<Trouble> kills() {
    return Stream.of(
            Aim.imap("while it fetches", "fetch"),
            Aim.smtp("before the send", "mail"),
            Aim.inCommit("imap-poller"),
            Aim.answerLost("with the answer to DATA outstanding"),
            Aim.imap("before the after-processing", "store"),
            Aim.inCommit("smtp-sender"),
            Aim.inCommit("token-service"),
            Aim.inCommit("config-service"))
        .map(Trouble::kill)
        .toList();
  }

  /** Every service replaced by its next version, one after the other. */
  static List<Trouble> upgrade() {
    return Stream.of("token-service", "config-service", "imap-poller", "smtp-sender")
        .map(Trouble::replacement)
        .toList();
  }

  private static Trouble kill(Aim aim) {
    return named(
        "killed " + aim,
        stack -> new Killer(stack, new Simulation(stack.settings().ports())).kill(aim));
  }

  private static Trouble replacement(String service) {
    return named("replaced " + service, stack -> stack.replace(service));
  }

  private static Trouble named(String name, Trouble trouble) {
    return new Trouble() {
      @Override
      public void strike(LocalStack stack) {
        trouble.strike(stack);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
