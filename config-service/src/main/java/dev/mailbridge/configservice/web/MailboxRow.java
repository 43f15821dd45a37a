package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.status.MailboxHealth;
import dev.mailbridge.configservice.traffic.Traffic;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import java.util.Locale;

/**
 * A mailbox as a list shows it.
 *
 * @param day mails in and out in the last 24 hours
 */
public record MailboxRow(
    MailboxDefinition mailbox, String projectName, MailboxHealth health, Traffic.Day day) {
  public String state() {
    return code(health.state());
  }

  public String stateLabel() {
    return label(health.state());
  }

  /** What to do next, null when nothing. */
  public String advice() {
    return health
        .worst()
        .filter(facet -> facet.state() != State.CONNECTED)
        .map(facet -> facet.remedy() != null ? facet.remedy() : facet.detail())
        .orElse(null);
  }

  public boolean signInNeeded() {
    return health.state() == State.SIGN_IN_NEEDED;
  }

  public static String code(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static String label(State state) {
    return switch (state) {
      case CONNECTED -> "Connected";
      case CONNECTING -> "Connecting";
      case SIGN_IN_NEEDED -> "Sign-in needed";
      case THROTTLED -> "Throttled";
      case WARNING -> "Needs care";
      case FAILING -> "Failing";
      case PAUSED -> "Paused";
      case DISABLED -> "Disabled";
    };
  }

  /** For templates, which can't call a static method. */
  public String codeOf(MailboxStatus facet) {
    return code(facet.state());
  }

  public String labelOf(MailboxStatus facet) {
    return label(facet.state());
  }
}
