package dev.mailbridge.simulator;

import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import java.io.IOException;

/** Tokens and log-ins of the seeded users. */
public final class Tokens {
  private Tokens() {}

  public static String imap(Simulator simulator, String user) {
    return simulator.accessToken(
        SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, "IMAP.AccessAsUser.All");
  }

  public static String smtp(Simulator simulator, String user) {
    return simulator.accessToken(SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, "SMTP.Send");
  }

  /** An IMAP connection of the help desk, with the inbox selected. */
  public static RawClient inbox(Simulator simulator) throws IOException {
    RawClient client = RawClient.imap(simulator);
    client.command(
        "a",
        "AUTHENTICATE XOAUTH2 "
            + RawClient.xoauth2(SeedDirectory.HELPDESK, imap(simulator, SeedDirectory.HELPDESK)));
    client.command("b", "SELECT INBOX");
    return client;
  }

  /** An SMTP connection of the help desk, authenticated. */
  public static RawClient submission(Simulator simulator) throws IOException {
    RawClient client = RawClient.smtp(simulator);
    client.reply(
        "AUTH XOAUTH2 "
            + RawClient.xoauth2(SeedDirectory.HELPDESK, smtp(simulator, SeedDirectory.HELPDESK)));
    return client;
  }
}
