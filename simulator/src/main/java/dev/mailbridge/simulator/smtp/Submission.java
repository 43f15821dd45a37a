package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.access.LogIn;
import java.util.ArrayList;
import java.util.List;

/** A mail on its way in: who, from, to, and its octets. */
public record Submission(LogIn.Open logIn, String mailFrom, List<String> recipients, byte[] raw) {
  public Submission {
    recipients = List.copyOf(new ArrayList<>(recipients));
  }
}
