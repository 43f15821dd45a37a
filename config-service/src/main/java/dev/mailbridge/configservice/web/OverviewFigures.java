package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.deadletter.DeadLetters;
import dev.mailbridge.configservice.status.Backlog;
import dev.mailbridge.configservice.status.StatusSummary;
import dev.mailbridge.configservice.status.Statuses;
import dev.mailbridge.configservice.traffic.Traffic;
import dev.mailbridge.contracts.MailboxStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What <em>Overview</em> tells about all mailboxes together. */
@ApplicationScoped
class OverviewFigures {
  private static final int TROUBLES = 5;

  private final Statuses statuses;
  private final Traffic traffic;
  private final DeadLetters letters;

  OverviewFigures(Statuses statuses, Traffic traffic, DeadLetters letters) {
    this.statuses = statuses;
    this.traffic = traffic;
    this.letters = letters;
  }

  /**
   * @param held quarantined mails and dead letters that wait for somebody
   */
  public record Figures(
      StatusSummary summary,
      Traffic.Charts charts,
      Backlog backlog,
      List<Trouble> troubles,
      long held) {}

  public record Trouble(MailboxStatus status) {
    public String state() {
      return MailboxRow.code(status.state());
    }

    public String label() {
      return MailboxRow.label(status.state());
    }
  }

  Figures now() {
    return new Figures(
        statuses.summary(),
        traffic.charts(),
        statuses.backlog(),
        statuses.troubles(TROUBLES).stream().map(Trouble::new).toList(),
        letters.held());
  }
}
