package dev.mailbridge.simulator.mail;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file that mails are appended to. Space of deleted mails comes back with a fresh state. */
public final class ContentFile implements Closeable {
  private final FileChannel channel;
  private long end;

  public ContentFile(Path file) {
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      end = channel.size();
    } catch (IOException e) {
      throw new UncheckedIOException("The state folder's mails can't be opened: " + file, e);
    }
  }

  synchronized MailContent.OnDisk append(byte[] octets) {
    try {
      long offset = end;
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (buffer.hasRemaining()) {
        end += channel.write(buffer, end);
      }
      return new MailContent.OnDisk(this, offset, octets.length);
    } catch (IOException e) {
      throw new UncheckedIOException("A mail could not be written to the state folder", e);
    }
  }

  byte[] read(long offset, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException("The state folder's mails are shorter than its index says");
        }
      }
      return buffer.array();
    } catch (IOException e) {
      throw new UncheckedIOException("A mail could not be read from the state folder", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
