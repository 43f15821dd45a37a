package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.access.XOAuth2;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.util.Optional;

/** {@code AUTH} as Exchange Online has it: XOAUTH2, and basic authentication that is off. */
final class SmtpSignIn {
  private final SmtpServer.Parts parts;
  private final Wire wire;

  SmtpSignIn(SmtpServer.Parts parts, Wire wire) {
    this.parts = parts;
    this.wire = wire;
  }

  /**
   * @param arguments of AUTH
   * @return who signed in; empty when nobody did, which the client has then been told
   */
  Optional<LogIn.Open> attempt(String arguments) throws IOException {
    String[] words = arguments.split(" ", 2);
    if (!words[0].equalsIgnoreCase("XOAUTH2")) {
      if (words[0].equalsIgnoreCase("LOGIN")) {
        basic(words.length > 1);
      } else {
        wire.line("504 5.7.4 Unrecognized authentication type");
      }
      return Optional.empty();
    }
    return xoauth2(words.length > 1 ? words[1] : asked());
  }

  private String asked() throws IOException {
    wire.line("334 ");
    return wire.readLine();
  }

  private Optional<LogIn.Open> xoauth2(String response) throws IOException {
    Optional<XOAuth2> parsed = XOAuth2.parse(response);
    if (parsed.isEmpty()) {
      refuse();
      return Optional.empty();
    }
    Optional<String> struck =
        parts
            .faults()
            .strike(
                FaultPoint.of(Protocol.SMTP, parsed.get().user(), "log-in"), wire, SmtpSession.BYE);
    if (struck.isPresent()) {
      SmtpSession.reply(wire, struck.get());
      return Optional.empty();
    }
    switch (parts.access().logIn(Protocol.SMTP, parsed.get())) {
      case LogIn.Open open -> {
        parts.limits().connect(open.mailbox());
        wire.line("235 2.7.0 Authentication successful");
        return Optional.of(open);
      }
      case LogIn.Disabled disabled ->
          wire.line(
              "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for"
                  + " the "
                  + (disabled.tenant() ? "Tenant" : "Mailbox")
                  + ". Visit https://aka.ms/smtp_auth_disabled for more information.");
      case LogIn.Refused refused -> refuse();
      case LogIn.NotConnected closed -> refuse();
    }
    return Optional.empty();
  }

  /** Basic authentication is off for the tenant, as it is by default. */
  private void basic(boolean withUser) throws IOException {
    if (!withUser) {
      wire.line("334 VXNlcm5hbWU6");
      wire.readLine();
    }
    wire.line("334 UGFzc3dvcmQ6");
    wire.readLine();
    wire.line(
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
            + " [SIMULATOR.PROD.OUTLOOK.COM]");
  }

  private void refuse() throws IOException {
    if (parts.settings().behaviour().errorChallenge()) {
      wire.line("334 " + XOAuth2.errorChallenge());
      wire.readLine();
    }
    wire.line("535 5.7.3 Authentication unsuccessful [SIMULATOR.PROD.OUTLOOK.COM]");
  }
}
