package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;

/**
 * Contents that become durable together: refer to them only after {@link #commit} has returned. A
 * batch that is closed without a commit leaves nothing. For one thread.
 */
public interface ContentBatch extends AutoCloseable {
  /**
   * @throws ContentException when the store failed; then the batch can only be closed
   */
  ContentRef put(byte[] octets);

  /**
   * The same with the octets' SHA-256, which the caller knows already.
   *
   * @param sha256 in hexadecimal digits
   */
  default ContentRef put(byte[] octets, String sha256) {
    return put(octets);
  }

  /**
   * Puts what the stream gives until its end, in bounded memory. The stream is not closed.
   *
   * @throws IOException when the stream failed; the batch goes on without it
   * @throws ContentException when the store failed; then the batch can only be closed
   */
  ContentRef put(InputStream octets) throws IOException;

  /**
   * Makes all that was put durable; after it the batch can only be closed.
   *
   * @throws ContentException when that failed: none of the batch's references may be used
   */
  void commit();

  /** Ends the batch; what was not committed is given up. */
  @Override
  void close();
}
