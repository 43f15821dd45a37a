package dev.mailbridge.imappoller.publish;

import dev.mailbridge.content.ContentBatch;
import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Where a mail's contents go. */
interface ContentSink {
  /** Keeps nothing: references are null. */
  ContentSink NONE =
      new ContentSink() {
        @Override
        public ContentRef put(byte[] octets) {
          return null;
        }

        @Override
        public ContentRef put(byte[] octets, String sha256) {
          return null;
        }

        @Override
        public ContentRef put(InputStream octets) {
          return null;
        }
      };

  ContentRef put(byte[] octets);

  ContentRef put(byte[] octets, String sha256);

  ContentRef put(InputStream octets);

  static ContentSink of(ContentBatch batch) {
    return new ContentSink() {
      @Override
      public ContentRef put(byte[] octets) {
        return batch.put(octets);
      }

      @Override
      public ContentRef put(byte[] octets, String sha256) {
        return batch.put(octets, sha256);
      }

      @Override
      public ContentRef put(InputStream octets) {
        try {
          return batch.put(octets);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
