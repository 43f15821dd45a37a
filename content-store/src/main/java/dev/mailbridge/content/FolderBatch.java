package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Appends to a segment of its own, and to the next when that is full. */
final class FolderBatch implements ContentBatch {
  private enum State {
    OPEN,
    COMMITTED,
    FAILED,
    CLOSED
  }

  private final FolderContentStore store;
  private final List<Segment> segments = new ArrayList<>();
  private State state = State.OPEN;

  FolderBatch(FolderContentStore store) {
    this.store = store;
  }

  @Override
  public ContentRef put(byte[] octets) {
    return put(octets, Sha256.digest().digest(octets));
  }

  @Override
  public ContentRef put(byte[] octets, String sha256) {
    return put(octets, HexFormat.of().parseHex(sha256));
  }

  private ContentRef put(byte[] octets, byte[] sha256) {
    checkOpen();
    try {
      return segment().append(octets, sha256);
    } catch (ContentException e) {
      state = State.FAILED;
      throw e;
    }
  }

  @Override
  public ContentRef put(InputStream octets) throws IOException {
    checkOpen();
    try {
      return segment().append(octets);
    } catch (ContentException e) {
      state = State.FAILED;
      throw e;
    }
  }

  @Override
  public void commit() {
    checkOpen();
    state = State.FAILED;
    segments.forEach(Segment::commit);
    state = State.COMMITTED;
  }

  @Override
  public void close() {
    if (state != State.COMMITTED && state != State.CLOSED) {
      segments.forEach(Segment::rollBack);
    }
    state = State.CLOSED;
    segments.forEach(store::giveBack);
    segments.clear();
  }

  private Segment segment() {
    if (segments.isEmpty() || store.full(segments.getLast())) {
      segments.add(store.take());
    }
    return segments.getLast();
  }

  private void checkOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the batch is " + state + ": open a new one");
    }
  }
}
