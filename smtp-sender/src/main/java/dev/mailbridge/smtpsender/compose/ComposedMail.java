package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.smtpsender.submission.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A mail ready to send; close it to free its temporary file. */
public final class ComposedMail implements AutoCloseable {
  private final SpooledMail octets;

  ComposedMail(SpooledMail octets) {
    this.octets = octets;
  }

  public Submission.Content content() {
    return octets;
  }

  @Override
  public void close() {
    try {
      octets.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
