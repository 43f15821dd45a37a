package dev.mailbridge.configservice.doctor;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckStep;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What was found, to be read, or pasted into a ticket: it holds no secrets. */
public record DoctorReport(MailboxId mailboxId, String address, Instant at, List<Part> parts) {
  /** Copies the list. */
  public DoctorReport {
    parts = List.copyOf(parts);
  }

  /** One of the things that a mailbox needs, such as its sign-in. */
  public record Part(String title, CheckReport report) {}

  /** Whether nothing failed. */
  public boolean passed() {
    return parts.stream().allMatch(part -> part.report().passed());
  }

  /** As plain text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Mailbox %s (%s), %s%n".formatted(address, mailboxId, at));
    for (Part part : parts) {
      text.append("%n%s%n".formatted(part.title()));
      part.report().steps().forEach(step -> text.append(line(step)));
    }
    return text.toString();
  }

  private static String line(CheckStep step) {
    String outcome = step.outcome().name().toLowerCase(Locale.ROOT);
    String line =
        "  %-8s %s: %s (%d ms)%n".formatted(outcome, step.name(), step.detail(), step.millis());
    return step.remedy() == null ? line : line + "           → %s%n".formatted(step.remedy());
  }
}
