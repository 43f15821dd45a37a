package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Contents are sent while the batch is still being filled; the commit waits for the last one. */
final class S3Batch implements ContentBatch {
  private final S3ContentStore store;
  private final S3Upload upload;
  private final List<S3Ref> refs = new ArrayList<>();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private boolean open = true;
  private boolean committed;

  S3Batch(S3ContentStore store, S3Upload upload) {
    this.store = store;
    this.upload = upload;
  }

  @Override
  public ContentRef put(byte[] octets) {
    checkOpen();
    S3Ref ref = store.newRef(octets.length, Sha256.digest().digest(octets));
    refs.add(ref);
    running.add(store.run(() -> upload.whole(ref.key(), octets)));
    return ref.toContentRef();
  }

  @Override
  public ContentRef put(InputStream octets) throws IOException {
    checkOpen();
    byte[] first = octets.readNBytes(S3Upload.PART);
    if (first.length < S3Upload.PART) {
      return put(first);
    }
    MessageDigest digest = Sha256.digest();
    S3Ref name = store.newRef(0, new byte[32]);
    try {
      long length = upload.parts(name.key(), first, octets, digest);
      S3Ref ref = new S3Ref(name.day(), name.name(), length, digest.digest());
      refs.add(ref);
      return ref.toContentRef();
    } catch (ContentException e) {
      open = false;
      throw e;
    }
  }

  @Override
  public void commit() {
    checkOpen();
    open = false;
    for (CompletableFuture<Void> one : running) {
      try {
        one.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof ContentException failure ? failure : e;
      }
    }
    committed = true;
  }

  @Override
  public void close() {
    open = false;
    if (!committed) {
      running.forEach(S3Batch::await);
      store.delete(refs);
      refs.clear();
    }
  }

  private static void await(CompletableFuture<Void> upload) {
    try {
      upload.join();
    } catch (CompletionException | CancellationException ignored) {
      // It is given up; what failed was told by put or commit, if anyone asked.
    }
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException(
          "the batch is "
              + (committed ? "committed" : "closed or has failed")
              + ": open a new one");
    }
  }
}
