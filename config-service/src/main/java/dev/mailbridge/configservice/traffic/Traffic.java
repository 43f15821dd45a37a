package dev.mailbridge.configservice.traffic;

import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mails in and out over the last hour and the last day. */
@ApplicationScoped
public class Traffic {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration STEP = Duration.ofMinutes(TrafficCounter.STEP_MINUTES);
  private static final int HOURS = 24;

  private final TrafficRepository traffic;
  private final Clock clock;

  Traffic(TrafficRepository traffic, Clock clock) {
    this.traffic = traffic;
    this.clock = clock;
  }

  public record Charts(Chart hourIn, Chart hourOut, Chart dayIn, Chart dayOut) {}

  @Transactional
  public Charts charts() {
    Instant last = TrafficCounter.step(clock.millis());
    int steps = (int) HOUR.dividedBy(STEP);
    List<TrafficRepository.Point> hour =
        traffic.points(last.minus(STEP.multipliedBy(steps - 1L)), STEP);
    // Hours end now, so that the last bar is as long as the others.
    Instant dayStart = last.plus(STEP).minus(HOUR.multipliedBy(HOURS));
    List<TrafficRepository.Point> day = traffic.points(dayStart, HOUR);
    return new Charts(
        chart(hour, "in", steps),
        chart(hour, "out", steps),
        chart(day, "in", HOURS),
        chart(day, "out", HOURS));
  }

  private static Chart chart(List<TrafficRepository.Point> points, String direction, int bars) {
    long[] mails = new long[bars];
    for (TrafficRepository.Point point : points) {
      if (point.direction().equals(direction) && point.bar() >= 0 && point.bar() < bars) {
        mails[(int) point.bar()] = point.mails();
      }
    }
    return Chart.of(mails);
  }

  /** Mails of one mailbox in the last day. */
  public record Day(long in, long out) {
    public static final Day NONE = new Day(0, 0);
  }

  @Transactional
  public Map<MailboxId, Day> lastDay(Collection<MailboxId> mailboxes) {
    Map<MailboxId, Day> days = new HashMap<>();
    Instant since = clock.instant().minus(HOUR.multipliedBy(HOURS));
    for (TrafficRepository.Count count :
        traffic.counts(mailboxes.stream().map(MailboxId::value).toList(), since)) {
      boolean in = count.direction().equals("in");
      days.merge(
          MailboxId.of(count.mailbox()),
          new Day(in ? count.mails() : 0, in ? 0 : count.mails()),
          (a, b) -> new Day(a.in() + b.in(), a.out() + b.out()));
    }
    return days;
  }
}
