package dev.mailbridge.stack.demo;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Does in a running stack what an administrator would: registers the simulated tenant's app, adds
 * the help desk's mailbox, signs it in, and puts a first mail into it.
 */
public final class Demo {
  private static final Duration CONNECTED = Duration.ofSeconds(60);

  private Demo() {}

  /** Returns the exit status. */
  public static int run(StackSettings settings) throws IOException {
    if (!Files.exists(settings.folder().administratorPassword())) {
      throw new StackException("No stack runs here: start one with  ./run  in another terminal");
    }
    Administrator administrator = Administrator.of(settings);
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(settings.ports(), null);
    if (administrator.hasMailbox(mailbox.id())) {
      System.out.println("Mailbox " + mailbox.address() + " is there already.");
    } else {
      String registration = administrator.registerApp();
      administrator.addMailbox(mailbox);
      administrator.grant(mailbox, registration);
      new Browser()
          .signIn(
              administrator.signIn(mailbox.id()),
              SimulatedTenant.HELPDESK,
              SimulatedTenant.PASSWORD);
      System.out.println("Registered the app, added and signed in " + mailbox.address() + ".");
    }
    administrator.awaitConnected(mailbox.id(), CONNECTED);
    new SimulatedMailboxes(settings.ports()).deliver(SimulatedTenant.HELPDESK, firstMail());
    System.out.printf(
        """
        %s wrote to it: see the ticket at %s/ and answer it;
        the answer is in the customer's mailbox at %s/
        """,
        SimulatedTenant.CUSTOMER,
        settings.ports().http(StackPort.HELPDESK),
        settings.ports().http(StackPort.SIMULATOR));
    return 0;
  }

  private static byte[] firstMail() {
    return """
    From: Carla Customer <%s>
    To: HelpDesk <%s>
    Subject: No paper
    Message-ID: <%s@customer.example>
    Date: %s

    The printer on floor 3 is out of paper.
    """
        .formatted(
            SimulatedTenant.CUSTOMER,
            SimulatedTenant.HELPDESK,
            UUID.randomUUID(),
            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
