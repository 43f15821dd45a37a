package dev.mailbridge.smtpsender.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once all mailboxes are known. */
@Readiness
@ApplicationScoped
class MailboxesReadiness implements HealthCheck {
  private final MailboxDirectory directory;

  MailboxesReadiness(MailboxDirectory directory) {
    this.directory = directory;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("mailboxes known")
        .status(directory.complete())
        .withData("mailboxes", directory.all().size())
        .build();
  }
}
