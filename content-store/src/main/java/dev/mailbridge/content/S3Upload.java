package dev.mailbridge.content;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends one content, whose length may be unknown, in bounded memory. */
final class S3Upload {
  // S3's least for all parts but the last is 5 MiB.
  static final int PART = 8 * 1024 * 1024;

  private final S3Bucket bucket;

  S3Upload(S3Bucket bucket) {
    this.bucket = bucket;
  }

  void whole(String key, byte[] octets) {
    try {
      bucket
          .client()
          .putObject(
              request -> request.bucket(bucket.name()).key(key).contentMD5(md5(octets)),
              RequestBody.fromBytes(octets));
    } catch (SdkException e) {
      throw bucket.translate(e, null);
    }
  }

  /**
   * @param first the first part, already read
   * @return how many octets there were
   */
  long parts(String key, byte[] first, InputStream rest, MessageDigest digest) throws IOException {
    String id = start(key);
    try {
      List<CompletedPart> done = new ArrayList<>();
      byte[] part = first;
      long length = 0;
      while (part.length > 0) {
        digest.update(part);
        length += part.length;
        done.add(part(key, id, done.size() + 1, part));
        part = rest.readNBytes(PART);
      }
      complete(key, id, done);
      return length;
    } catch (IOException | RuntimeException e) {
      abort(key, id);
      throw e;
    }
  }

  private String start(String key) {
    try {
      return bucket
          .client()
          .createMultipartUpload(request -> request.bucket(bucket.name()).key(key))
          .uploadId();
    } catch (SdkException e) {
      throw bucket.translate(e, null);
    }
  }

  private CompletedPart part(String key, String id, int number, byte[] octets) {
    try {
      String tag =
          bucket
              .client()
              .uploadPart(
                  request ->
                      request
                          .bucket(bucket.name())
                          .key(key)
                          .uploadId(id)
                          .partNumber(number)
                          .contentMD5(md5(octets)),
                  RequestBody.fromBytes(octets))
              .eTag();
      return CompletedPart.builder().partNumber(number).eTag(tag).build();
    } catch (SdkException e) {
      throw bucket.translate(e, null);
    }
  }

  private void complete(String key, String id, List<CompletedPart> parts) {
    try {
      bucket
          .client()
          .completeMultipartUpload(
              request ->
                  request
                      .bucket(bucket.name())
                      .key(key)
                      .uploadId(id)
                      .multipartUpload(upload -> upload.parts(parts)));
    } catch (SdkException e) {
      throw bucket.translate(e, null);
    }
  }

  /** As far as it goes: a lifecycle rule of the bucket should end uploads that nobody completes. */
  private void abort(String key, String id) {
    try {
      bucket
          .client()
          .abortMultipartUpload(request -> request.bucket(bucket.name()).key(key).uploadId(id));
    } catch (SdkException ignored) {
      // The failure that led here is the one to report.
    }
  }

  /** The server refuses what was altered on its way. */
  private static String md5(byte[] octets) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
