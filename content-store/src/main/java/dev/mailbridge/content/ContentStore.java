package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps raw mails and attachments. Safe for use by many threads; several processes may share one
 * store. A content never changes once it was put.
 */
public interface ContentStore extends AutoCloseable {
  /** A batch of new contents, for one thread. */
  ContentBatch openBatch();

  /**
   * Reads a content. Its length and SHA-256 are checked on the way: the stream ends only after both
   * were found right, and otherwise throws an {@link IOException} caused by {@link
   * ContentException.Damaged}.
   *
   * @throws ContentException.NotFound when the reference isn't one of this store, or the content
   *     was erased or has outlived the retention
   * @throws ContentException.Damaged when it can be seen at once
   */
  InputStream open(ContentRef ref);

  /**
   * Octets.
   *
   * @throws ContentException as {@link #open}
   */
  long size(ContentRef ref);

  /**
   * Where a content can be downloaded without this process, for so long; empty when the store has
   * no such addresses. Whoever has the address can read the content.
   *
   * @throws ContentException as {@link #open}, where it can be told without reading
   */
  default Optional<URI> downloadAddress(ContentRef ref, Duration validity) {
    return Optional.empty();
  }

  /** Destroys one content, durably. Nothing happens when there is none. */
  void erase(ContentRef ref);

  /**
   * Deletes what was put more than that many days ago (days in UTC; never earlier, at most a day
   * later).
   *
   * @param days at least 1
   * @return how many octets were freed
   */
  long deleteOlderThan(int days);

  /** Releases what this instance holds; the contents stay. Batches still open are abandoned. */
  @Override
  void close();

  /**
   * Reads a content into memory, checked.
   *
   * @throws ContentException as {@link #open}
   */
  default byte[] read(ContentRef ref) {
    try (InputStream octets = open(ref)) {
      return octets.readAllBytes();
    } catch (IOException e) {
      if (e.getCause() instanceof ContentException damaged) {
        throw damaged;
      }
      throw new ContentException.Unavailable(
          "Can't read the content %s: check that the content store can be reached, then try again."
              .formatted(ref),
          e);
    }
  }
}
