package dev.mailbridge.smtpsender.submission;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One mail, ready to go.
 *
 * @param mayStart asked right before the mail itself is transferred: false when another replica may
 *     have taken the mailbox over
 * @param draftMade told, before a draft is sent, what its immutable id is; returns once that is
 *     durable
 */
public record Submission(
    Envelope envelope, Content content, BooleanSupplier mayStart, Consumer<String> draftMade) {
  /** For who keeps no drafts. */
  Submission(Envelope envelope, Content content, BooleanSupplier mayStart) {
    this(envelope, content, mayStart, draft -> {});
  }

  /** The mail's octets (RFC 5322), lines ended by CR LF. */
  public interface Content {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }
}
