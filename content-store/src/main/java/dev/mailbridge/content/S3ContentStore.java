package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A content store in an S3 bucket: an object {@code DAY/NAME} for each content, so that one can be
 * erased and downloaded by itself.
 */
public final class S3ContentStore implements ContentStore {
  private static final int REQUESTS_AT_ONCE = 16;
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final S3Client client;
  private final S3Presigner presigner;
  private final S3Bucket bucket;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore requests = new Semaphore(REQUESTS_AT_ONCE);
  private volatile boolean closed;

  public S3ContentStore(S3Settings settings, Clock clock) {
    this(
        S3Clients.client(settings).build(),
        S3Clients.presigner(settings).build(),
        settings.bucket(),
        clock);
  }

  S3ContentStore(S3Client client, S3Presigner presigner, String bucket, Clock clock) {
    this.client = client;
    this.presigner = presigner;
    this.bucket = new S3Bucket(client, bucket);
    this.clock = clock;
  }

  @Override
  public ContentBatch openBatch() {
    if (closed) {
      throw new IllegalStateException("the content store is closed");
    }
    return new S3Batch(this, new S3Upload(bucket));
  }

  @Override
  public InputStream open(ContentRef contentRef) {
    S3Ref ref = S3Ref.parse(contentRef);
    try {
      ResponseInputStream<GetObjectResponse> octets =
          client.getObject(request -> request.bucket(bucket.name()).key(ref.key()));
      if (octets.response().contentLength() != ref.length()) {
        octets.abort();
        throw S3Bucket.damaged(ref, "its length is another");
      }
      return new CheckedStream(
          octets, ref.length(), ref.sha256(), how -> S3Bucket.damaged(ref, how));
    } catch (SdkException e) {
      throw bucket.translate(e, ref);
    }
  }

  @Override
  public long size(ContentRef contentRef) {
    S3Ref ref = S3Ref.parse(contentRef);
    try {
      HeadObjectResponse head =
          client.headObject(request -> request.bucket(bucket.name()).key(ref.key()));
      if (head.contentLength() != ref.length()) {
        throw S3Bucket.damaged(ref, "its length is another");
      }
      return ref.length();
    } catch (SdkException e) {
      throw bucket.translate(e, ref);
    }
  }

  @Override
  public Optional<URI> downloadAddress(ContentRef contentRef, Duration validity) {
    S3Ref ref = S3Ref.parse(contentRef);
    return Optional.of(
        URI.create(
            presigner
                .presignGetObject(
                    request ->
                        request
                            .signatureDuration(validity)
                            .getObjectRequest(get -> get.bucket(bucket.name()).key(ref.key())))
                .url()
                .toExternalForm()));
  }

  @Override
  public void erase(ContentRef contentRef) {
    bucket.delete(S3Ref.parse(contentRef).key());
  }

  @Override
  public long deleteOlderThan(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("the retention is at least one day");
    }
    return new ExpiredObjects(bucket, this::run).delete(DAY.format(today().minusDays(days)));
  }

  @Override
  public void close() {
    closed = true;
    threads.close();
    presigner.close();
    client.close();
  }

  S3Ref newRef(long length, byte[] sha256) {
    return new S3Ref(DAY.format(today()), RandomName.next(), length, sha256);
  }

  CompletableFuture<Void> run(Runnable request) {
    return CompletableFuture.runAsync(
        () -> {
          requests.acquireUninterruptibly();
          try {
            request.run();
          } finally {
            requests.release();
          }
        },
        threads);
  }

  /** Objects that no reference will name; what can't be deleted now goes with the retention. */
  void delete(List<S3Ref> refs) {
    for (S3Ref ref : refs) {
      try {
        bucket.delete(ref.key());
      } catch (ContentException ignored) {
        // The failure that led here is the one to report.
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
