package dev.mailbridge.smtpsender.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A mail as Graph takes it. Graph has no envelope: who isn't in the mail's own fields stands in a
 * {@code Bcc} field, which Exchange removes before anyone sees it.
 */
final class GraphMail {
  private GraphMail() {}

  static byte[] base64(Submission submission) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (OutputStream out = Base64.getEncoder().wrap(octets)) {
      if (!submission.envelope().blind().isEmpty()) {
        out.write(
            ("Bcc: " + String.join(",\r\n ", submission.envelope().blind()) + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      submission.content().writeTo(out);
    }
    return octets.toByteArray();
  }
}
