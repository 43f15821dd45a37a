package dev.mailbridge.imappoller.imap;

import dev.mailbridge.token.AccessToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * XOAUTH2 and OAUTHBEARER (RFC 7628). Angus Mail's own answers the server's refusal with the token
 * again, where an empty line is due.
 */
final class ImapAuthentication {
  private ImapAuthentication() {}

  static void authenticate(ImapWire wire, AccessToken token) throws IOException {
    IMAPResponse result =
        switch (token.mechanism()) {
          case XOAUTH2 -> sasl(wire, "XOAUTH2", xoauth2(token));
          case BEARER -> sasl(wire, "OAUTHBEARER", bearer(wire, token));
          case PASSWORD -> login(wire, token);
        };
    if (!result.isOK()) {
      throw ImapFailures.notAuthenticated(result);
    }
    IMAPResponse capabilities = wire.exchange("CAPABILITY", wire::learn);
    if (!capabilities.isOK()) {
      throw ImapFailures.refused("CAPABILITY", capabilities);
    }
  }

  private static IMAPResponse sasl(ImapWire wire, String mechanism, String initial)
      throws IOException {
    boolean inline = wire.can("SASL-IR");
    String tag = wire.send("AUTHENTICATE " + mechanism + (inline ? " " + initial : ""));
    boolean sent = inline;
    while (true) {
      IMAPResponse response = wire.next();
      if (response.isContinuation()) {
        // The second one is the challenge of a refusal: it wants an empty line before the NO.
        wire.sendLine(sent ? "" : initial);
        sent = true;
      } else if (response.isTagged() && tag.equals(response.getTag())) {
        return response;
      } else if (response.isBYE()) {
        throw new ImapWire.ByeException(ImapWire.text(response), null);
      }
    }
  }

  private static IMAPResponse login(ImapWire wire, AccessToken token) throws IOException {
    Argument arguments = new Argument().writeString(token.saslUser()).writeString(token.value());
    return wire.exchange("LOGIN", arguments, response -> {});
  }

  private static String xoauth2(AccessToken token) {
    return base64("user=%s\1auth=Bearer %s\1\1".formatted(token.saslUser(), token.value()));
  }

  private static String bearer(ImapWire wire, AccessToken token) {
    return base64(
        "n,a=%s,\1host=%s\1port=%d\1auth=Bearer %s\1\1"
            .formatted(
                token.saslUser().replace("=", "=3D").replace(",", "=2C"),
                wire.socket().endpoint().host(),
                wire.socket().endpoint().port(),
                token.value()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
