package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A file that contents are appended to. It belongs to the store instance that made it: no other
 * process writes to it, and after a restart nobody does, so a torn tail stays what it is, an end
 * that no reference names. For one thread at a time.
 */
final class Segment {
  // Larger writes from the heap would make the JDK allocate direct buffers of the same size.
  private static final int CHUNK = 256 * 1024;

  private final SegmentFolder folder;
  private final String day;
  private final String name;
  private final Path file;
  private final FileChannel channel;
  private long committed;
  private long end;
  private boolean broken;

  private Segment(SegmentFolder folder, String day, String name, Path file, FileChannel channel) {
    this.folder = folder;
    this.day = day;
    this.name = name;
    this.file = file;
    this.channel = channel;
  }

  static Segment create(SegmentFolder folder, String day) {
    String name = RandomName.next();
    Path file = folder.root().resolve(day).resolve(name + ".seg");
    try {
      folder.createDirectory(file.getParent());
      return new Segment(folder, day, name, file, folder.createFile(file));
    } catch (IOException e) {
      throw folder.translate(e);
    }
  }

  String day() {
    return day;
  }

  long end() {
    return end;
  }

  /** No longer to be written to: what a failed write or fsync left can't be known. */
  boolean broken() {
    return broken;
  }

  ContentRef append(byte[] octets, byte[] sha256) {
    writeEntryStart(octets, sha256);
    int first = Math.min(octets.length, CHUNK - EntryHeader.SIZE);
    for (int from = first; from < octets.length; from += CHUNK) {
      int length = Math.min(CHUNK, octets.length - from);
      write(ByteBuffer.wrap(octets, from, length), end + EntryHeader.SIZE + from);
    }
    return entry(octets.length, sha256);
  }

  /** The header and the first octets in one write: most mails are small. */
  private void writeEntryStart(byte[] octets, byte[] sha256) {
    int first = Math.min(octets.length, CHUNK - EntryHeader.SIZE);
    ByteBuffer start = ByteBuffer.allocate(EntryHeader.SIZE + first);
    EntryHeader.write(start, octets.length, sha256);
    write(start.put(octets, 0, first).flip(), end);
  }

  ContentRef append(InputStream octets) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    int read;
    while ((read = octets.readNBytes(chunk, 0, CHUNK)) > 0) {
      digest.update(chunk, 0, read);
      write(ByteBuffer.wrap(chunk, 0, read), end + EntryHeader.SIZE + length);
      length += read;
    }
    byte[] sha256 = digest.digest();
    ByteBuffer header = ByteBuffer.allocate(EntryHeader.SIZE);
    EntryHeader.write(header, length, sha256);
    write(header.flip(), end);
    return entry(length, sha256);
  }

  private ContentRef entry(long length, byte[] sha256) {
    SegmentRef ref = new SegmentRef(day, name, end, length, sha256);
    end += EntryHeader.SIZE + length;
    return ref.toContentRef();
  }

  private void write(ByteBuffer octets, long position) {
    try {
      long at = position;
      while (octets.hasRemaining()) {
        at += channel.write(octets, at);
      }
    } catch (IOException e) {
      broken = true;
      throw folder.translate(e);
    }
  }

  /** Makes everything appended durable, and the file itself when it is new. */
  void commit() {
    try {
      if (channel.size() > end) {
        channel.truncate(end);
      }
      channel.force(false);
      if (committed == 0) {
        folder.forceDirectory(file.getParent());
        folder.forceDirectory(folder.root());
      }
      committed = end;
    } catch (IOException e) {
      // After a failed fsync the kernel may forget what it didn't write: never trust the file again
      broken = true;
      throw folder.translate(e);
    }
  }

  /** Gives up what was appended since the last commit. */
  void rollBack() {
    try {
      channel.truncate(committed);
      end = committed;
    } catch (IOException e) {
      broken = true;
    }
  }

  void close() {
    try (channel) {
      if (committed == 0) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What was committed is durable, and an empty segment is removed by the retention.
      broken = true;
    }
  }
}
