package dev.mailbridge.smtpsender.submission;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * One mail, ready to go.
 *
 * @param mayStart asked right before the mail itself is transferred: false when another replica may
 *     have taken the mailbox over
 */
public record Submission(Envelope envelope, Content content, BooleanSupplier mayStart) {
  /** The mail's octets (RFC 5322), lines ended by CR LF. */
  public interface Content {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }
}
