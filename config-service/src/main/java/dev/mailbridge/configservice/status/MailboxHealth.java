package dev.mailbridge.configservice.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox's facets and the one word for them all.
 *
 * @param state the state of the facet that is worst; {@code connecting} before any has reported
 */
public record MailboxHealth(MailboxId mailboxId, State state, List<MailboxStatus> facets) {
  /** Worst first. */
  private static final List<State> BY_URGENCY =
      List.of(
          State.FAILING,
          State.SIGN_IN_NEEDED,
          State.THROTTLED,
          State.WARNING,
          State.PAUSED,
          State.CONNECTING,
          State.DISABLED,
          State.CONNECTED);

  static MailboxHealth of(MailboxId mailbox, boolean enabled, List<MailboxStatus> facets) {
    State worst =
        enabled
            ? facets.stream()
                .map(MailboxStatus::state)
                .min(Comparator.comparingInt(BY_URGENCY::indexOf))
                .orElse(State.CONNECTING)
            : State.DISABLED;
    return new MailboxHealth(mailbox, worst, List.copyOf(facets));
  }

  /** The facet that says what to do next. */
  @JsonIgnore
  public Optional<MailboxStatus> worst() {
    return facets.stream()
        .filter(facet -> facet.state() == state)
        .filter(facet -> facet.remedy() != null || facet.detail() != null)
        .findFirst();
  }
}
