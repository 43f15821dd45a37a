package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.token.AccessToken;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** {@code AUTH} with an access token (XOAUTH2) or, where so configured, with a password. */
final class SmtpLogin {
  private SmtpLogin() {}

  /**
   * @return the final answer: 235 when it went well
   */
  static SmtpReply login(SmtpDialogue dialogue, AccessToken token) throws MessagingException {
    return switch (token.mechanism()) {
      case XOAUTH2, BEARER -> xoauth2(dialogue, token);
      case PASSWORD -> password(dialogue, token);
    };
  }

  /** Whether the server offers what the token needs. */
  static boolean offered(SmtpDialogue dialogue, AccessToken token) {
    String mechanisms = dialogue.getExtensionParameter("AUTH");
    String upper = mechanisms == null ? "" : mechanisms.toUpperCase(Locale.ROOT);
    return token.mechanism() == AccessToken.Mechanism.PASSWORD
        ? upper.contains("PLAIN") || upper.contains("LOGIN")
        : upper.contains("XOAUTH2");
  }

  private static SmtpReply xoauth2(SmtpDialogue dialogue, AccessToken token)
      throws MessagingException {
    String response =
        "user=%s\u0001auth=Bearer %s\u0001\u0001".formatted(token.saslUser(), token.value());
    SmtpReply reply = dialogue.command("AUTH XOAUTH2 " + base64(response));
    // A refused token gives a challenge with details; only after an empty answer comes the code.
    return reply.code() == 334 ? dialogue.command("") : reply;
  }

  private static SmtpReply password(SmtpDialogue dialogue, AccessToken token)
      throws MessagingException {
    String offered = dialogue.getExtensionParameter("AUTH").toUpperCase(Locale.ROOT);
    if (offered.contains("PLAIN")) {
      return dialogue.command(
          "AUTH PLAIN " + base64("\0" + token.saslUser() + "\0" + token.value()));
    }
    SmtpReply reply = dialogue.command("AUTH LOGIN");
    if (reply.code() == 334) {
      reply = dialogue.command(base64(token.saslUser()));
    }
    return reply.code() == 334 ? dialogue.command(base64(token.value())) : reply;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
