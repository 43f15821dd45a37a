package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.smtpsender.submission.Submission;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A composed mail's octets: in memory while small, in a temporary file otherwise. */
final class SpooledMail extends OutputStream implements Submission.Content, AutoCloseable {
  private static final int IN_MEMORY = 1024 * 1024;

  private ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
  private Path file;
  private OutputStream fileOut;
  private long size;
  private byte beforeLast;
  private byte last;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (fileOut == null && size + length > IN_MEMORY) {
      file = Files.createTempFile("outgoing-", ".eml");
      fileOut = new BufferedOutputStream(Files.newOutputStream(file));
      memory.writeTo(fileOut);
      memory = null;
    }
    (fileOut == null ? memory : fileOut).write(octets, offset, length);
    beforeLast = length > 1 ? octets[offset + length - 2] : last;
    last = octets[offset + length - 1];
    size += length;
  }

  /** Ends the last line; the final dot of SMTP must stand on one of its own. */
  void finish() throws IOException {
    if (beforeLast != '\r' || last != '\n') {
      write(new byte[] {'\r', '\n'}, 0, 2);
    }
    if (fileOut != null) {
      fileOut.close();
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (file == null) {
      memory.writeTo(out);
    } else {
      Files.copy(file, out);
    }
  }

  /** Deletes the temporary file. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      fileOut.close();
      Files.deleteIfExists(file);
    }
  }
}
