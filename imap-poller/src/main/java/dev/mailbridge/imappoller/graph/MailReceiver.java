package dev.mailbridge.imappoller.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes a mail as it comes: into memory, and from some size on into a file. */
final class MailReceiver implements HttpResponse.BodySubscriber<ReceivedMail> {
  private final GraphLimits limits;
  private final long announced;
  private final CompletableFuture<ReceivedMail> result = new CompletableFuture<>();
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(16 * 1024);
  private Path file;
  private OutputStream out;
  private Flow.Subscription subscription;
  private volatile long count;

  /**
   * @param announced the Content-Length, negative when there is none
   */
  MailReceiver(GraphLimits limits, long announced) {
    this.limits = limits;
    this.announced = announced;
  }

  /** Octets so far; for whoever watches the pace. */
  long count() {
    return count;
  }

  @Override
  public CompletionStage<ReceivedMail> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (result.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(octets);
        take(octets);
      }
      if (tooLarge()) {
        subscription.cancel();
        byte[] beginning = beginning();
        discard();
        result.complete(new ReceivedMail.Cut(beginning, Math.max(announced, count)));
        return;
      }
      subscription.request(1);
    } catch (IOException e) {
      subscription.cancel();
      onError(new IOException("can't write to the spool folder " + limits.spool(), e));
    }
  }

  private boolean tooLarge() {
    return count > limits.maxMail()
        || (announced > limits.maxMail() && count >= GraphLimits.HEADER);
  }

  private void take(byte[] octets) throws IOException {
    count += octets.length;
    if (out == null && count > limits.inMemory()) {
      file = Files.createTempFile(limits.spool(), "mail-", ".eml");
      out = Files.newOutputStream(file);
      memory.writeTo(out);
      memory = null;
    }
    if (out == null) {
      memory.write(octets);
    } else {
      out.write(octets);
    }
  }

  /** Enough for the header. */
  private byte[] beginning() throws IOException {
    if (memory != null) {
      return memory.toByteArray();
    }
    out.flush();
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(GraphLimits.HEADER);
    }
  }

  @Override
  public void onError(Throwable failure) {
    discard();
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    try {
      if (out == null) {
        result.complete(new ReceivedMail.InMemory(memory.toByteArray()));
      } else {
        out.close();
        if (!result.complete(new ReceivedMail.InFile(file, count))) {
          discard();
        }
      }
    } catch (IOException e) {
      onError(e);
    }
  }

  /** Nobody waits for it any more. */
  void abandon() {
    if (result.cancel(true)) {
      discard();
    }
  }

  private void discard() {
    try {
      if (out != null) {
        out.close();
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // A file that stays in the spool folder is deleted at the next start.
    }
  }
}
