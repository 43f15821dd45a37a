package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.access.XOAuth2;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import java.io.IOException;
import java.util.Optional;

/** AUTHENTICATE XOAUTH2, with an initial response (SASL-IR) or without. */
final class AuthenticateCommand {
  private static final String FAILED = "NO AUTHENTICATE failed.";

  private AuthenticateCommand() {}

  static String authenticate(ImapSession session, ImapArguments arguments) throws IOException {
    String mechanism = arguments.text();
    if (mechanism.equalsIgnoreCase("PLAIN")) {
      // Basic authentication is gone (Microsoft, January 2023): offered, and always refused.
      if (!arguments.hasMore()) {
        session.wire().line("+");
        session.reader().readLine();
      }
      return FAILED;
    }
    if (!mechanism.equalsIgnoreCase("XOAUTH2")) {
      return "NO Unsupported authentication mechanism.";
    }
    String response;
    if (arguments.hasMore()) {
      response = arguments.text();
    } else {
      session.wire().line("+ ");
      response = session.reader().readLine();
    }
    if (response.strip().equals("*")) {
      return "BAD The AUTH protocol exchange was canceled by the client.";
    }
    Optional<XOAuth2> parsed = XOAuth2.parse(response);
    if (parsed.isEmpty()) {
      return refuse(session);
    }
    Optional<String> struck =
        session
            .parts()
            .faults()
            .strike(
                FaultPoint.of(Protocol.IMAP, parsed.get().user(), "log-in"),
                session.wire(),
                ImapSession.BYE);
    if (struck.isPresent()) {
      return struck.get();
    }
    LogIn outcome = session.parts().access().logIn(Protocol.IMAP, parsed.get());
    return switch (outcome) {
      case LogIn.Open open -> opened(session, open);
      case LogIn.NotConnected closed -> opened(session, closed);
      case LogIn.Refused refused -> refuse(session);
      case LogIn.Disabled disabled -> refuse(session);
    };
  }

  private static String opened(ImapSession session, LogIn outcome) {
    session.open(outcome);
    return "OK AUTHENTICATE completed.";
  }

  private static String refuse(ImapSession session) throws IOException {
    if (session.parts().settings().behaviour().errorChallenge()) {
      session.wire().line("+ " + XOAuth2.errorChallenge());
      session.reader().readLine();
    }
    return FAILED;
  }
}
