package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A content store in a folder: {@code DAY/SEGMENT.seg}, many contents to a segment, one fsync to a
 * batch. Any number of processes may read and write side by side, over a network file system too,
 * as long as it keeps what fsync promised.
 */
public final class FolderContentStore implements ContentStore {
  private static final long SEGMENT_SIZE = 64L * 1024 * 1024;
  private static final long DEFAULT_RESERVE = 64L * 1024 * 1024;
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final SegmentFolder folder;
  private final Clock clock;
  private final ConcurrentLinkedDeque<Segment> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** A store that keeps 64 MiB of the disk free. */
  public FolderContentStore(Path root, Clock clock) {
    this(root, clock, DEFAULT_RESERVE);
  }

  /**
   * @param root made when absent
   * @param reserve octets of the disk that are left free, so that others can still work when
   *     batches are refused with {@link ContentException.Full}
   * @throws ContentException.Unavailable when the folder can't be made
   */
  public FolderContentStore(Path root, Clock clock, long reserve) {
    this.folder = new SegmentFolder(root.toAbsolutePath().normalize(), reserve);
    this.clock = clock;
    try {
      Files.createDirectories(folder.root().getParent());
      folder.createDirectory(folder.root());
    } catch (IOException e) {
      throw folder.translate(e);
    }
  }

  @Override
  public ContentBatch openBatch() {
    checkOpen();
    folder.checkRoom();
    return new FolderBatch(this);
  }

  @Override
  public InputStream open(ContentRef contentRef) {
    SegmentRef ref = SegmentRef.parse(contentRef);
    FileChannel channel = folder.open(ref, StandardOpenOption.READ);
    try {
      checkHeader(channel, ref);
      channel.position(ref.offset() + EntryHeader.SIZE);
      return new CheckedStream(
          Channels.newInputStream(channel), ref.length(), ref.sha256(), how -> damaged(ref, how));
    } catch (ContentException e) {
      close(channel);
      throw e;
    } catch (IOException e) {
      close(channel);
      throw folder.translate(e);
    }
  }

  @Override
  public long size(ContentRef contentRef) {
    SegmentRef ref = SegmentRef.parse(contentRef);
    FileChannel channel = folder.open(ref, StandardOpenOption.READ);
    try {
      checkHeader(channel, ref);
      return ref.length();
    } finally {
      close(channel);
    }
  }

  @Override
  public void erase(ContentRef contentRef) {
    SegmentRef ref = SegmentRef.parse(contentRef);
    try (FileChannel channel =
        folder.open(ref, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      checkHeader(channel, ref);
      Erasure.erase(channel, ref);
    } catch (ContentException.NotFound e) {
      return;
    } catch (IOException e) {
      throw folder.translate(e);
    }
  }

  @Override
  public long deleteOlderThan(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("the retention is at least one day");
    }
    closeIdle(DAY.format(today()));
    try {
      return ExpiredDays.delete(folder.root(), today().minusDays(days));
    } catch (IOException e) {
      throw folder.translate(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    Segment segment;
    while ((segment = idle.poll()) != null) {
      segment.close();
    }
  }

  /** An open file keeps its place on the disk even when it is deleted. */
  private void closeIdle(String exceptDay) {
    for (Segment segment : idle) {
      if (!segment.day().equals(exceptDay) && idle.remove(segment)) {
        segment.close();
      }
    }
  }

  /** A segment that nobody else writes to until it is given back. */
  Segment take() {
    checkOpen();
    String day = DAY.format(today());
    Segment segment;
    while ((segment = idle.poll()) != null) {
      // A segment holds one day's contents: the retention deletes whole days.
      if (segment.day().equals(day)) {
        return segment;
      }
      segment.close();
    }
    return Segment.create(folder, day);
  }

  boolean full(Segment segment) {
    return segment.end() >= SEGMENT_SIZE;
  }

  void giveBack(Segment segment) {
    if (segment.broken() || full(segment) || closed) {
      segment.close();
      return;
    }
    idle.push(segment);
    if (closed) {
      close();
    }
  }

  private void checkHeader(FileChannel channel, SegmentRef ref) {
    ByteBuffer header = ByteBuffer.allocate(EntryHeader.SIZE);
    try {
      int read = 0;
      while (header.hasRemaining() && read >= 0) {
        read = channel.read(header, ref.offset() + header.position());
      }
      if (header.hasRemaining()
          || channel.size() < ref.offset() + EntryHeader.SIZE + ref.length()) {
        throw damaged(ref, "the segment ends before it");
      }
    } catch (IOException e) {
      throw folder.translate(e);
    }
    if (EntryHeader.erased(header)) {
      throw folder.gone(ref);
    }
    if (!EntryHeader.matches(header, ref)) {
      throw damaged(ref, "the segment holds something else there");
    }
  }

  static ContentException.Damaged damaged(SegmentRef ref, String how) {
    return new ContentException.Damaged(
        "The content %s is damaged (%s): restore the content folder from a backup, or publish the mail again from its mailbox."
            .formatted(ref, how),
        null);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the content store is closed");
    }
  }

  private void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw folder.translate(e);
    }
  }
}
