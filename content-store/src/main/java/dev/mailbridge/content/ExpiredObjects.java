package dev.mailbridge.content;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Deletes the objects of days that are over; several processes may do so at once. */
final class ExpiredObjects {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredObjects.class);
  private final S3Bucket bucket;
  private final Function<Runnable, CompletableFuture<Void>> runner;

  /**
   * @param runner runs some requests at the same time
   */
  ExpiredObjects(S3Bucket bucket, Function<Runnable, CompletableFuture<Void>> runner) {
    this.bucket = bucket;
    this.runner = runner;
  }

  /**
   * @param oldest the first day that is kept, {@code yyyyMMdd}
   * @return octets freed
   */
  long delete(String oldest) {
    try {
      return bucket
          .client()
          .listObjectsV2Paginator(request -> request.bucket(bucket.name()).delimiter("/"))
          .commonPrefixes()
          .stream()
          .map(CommonPrefix::prefix)
          .filter(prefix -> prefix.matches("\\d{8}/"))
          .filter(prefix -> prefix.compareTo(oldest) < 0)
          .mapToLong(this::deleteDay)
          .sum();
    } catch (SdkException e) {
      throw bucket.translate(e, null);
    }
  }

  private long deleteDay(String prefix) {
    long freed = 0;
    for (ListObjectsV2Response page :
        bucket
            .client()
            .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))) {
      // One by one: not every server that speaks S3 takes lists.
      List<CompletableFuture<Void>> deletions =
          page.contents().stream()
              .map(object -> runner.apply(() -> bucket.delete(object.key())))
              .toList();
      deletions.forEach(ExpiredObjects::join);
      freed += page.contents().stream().mapToLong(S3Object::size).sum();
    }
    LOG.info("Deleted the contents of {} in the bucket: {} octets", prefix, freed);
    return freed;
  }

  private static void join(CompletableFuture<Void> deletion) {
    try {
      deletion.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ContentException failure ? failure : e;
    }
  }
}
