package dev.mailbridge.stack.chaos;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPorts;
import java.time.Duration;

/** The people who do what no program can: whatever stands in their way, they try again. */
final class Mender {
  private final Administrator administrator;
  private final StackPorts seen;
  private final MailboxDefinition mailbox;
  private final String registration;

  private Mender(
      Administrator administrator,
      StackPorts seen,
      MailboxDefinition mailbox,
      String registration) {
    this.administrator = administrator;
    this.seen = seen;
    this.mailbox = mailbox;
    this.registration = registration;
  }

  /**
   * Sets up the help desk's mailbox and returns when it is connected.
   *
   * @param seen the ports by which the services are to reach the tenant
   */
  static Mender setUp(Administrator administrator, StackPorts seen) {
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(seen, 100_000);
    String registration = administrator.registerApp(seen);
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, registration);
    Mender mender = new Mender(administrator, seen, mailbox, registration);
    mender.signIn();
    administrator.awaitConnected(mailbox.id(), Duration.ofSeconds(60));
    return mender;
  }

  MailboxDefinition mailbox() {
    return mailbox;
  }

  void enterSecret() {
    Persistence.until(() -> administrator.enterSecret(registration, seen));
  }

  void signIn() {
    Persistence.until(
        () ->
            new Browser()
                .signIn(
                    administrator.signIn(mailbox.id()),
                    SimulatedTenant.HELPDESK,
                    SimulatedTenant.PASSWORD));
  }
}
