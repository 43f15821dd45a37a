package dev.mailbridge.content;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket, and the one place that knows S3's errors. */
record S3Bucket(S3Client client, String name) {
  /**
   * @param ref what was looked for; null when something was written
   */
  ContentException translate(SdkException e, S3Ref ref) {
    if (e instanceof S3Exception s3) {
      String code = s3.awsErrorDetails() == null ? "" : s3.awsErrorDetails().errorCode();
      if (ref != null && (s3.statusCode() == 404 || s3.statusCode() == 416)) {
        return gone(ref);
      }
      if (s3.statusCode() == 507
          || "QuotaExceeded".equals(code)
          || "XMinioStorageFull".equals(code)) {
        return new ContentException.Full(
            "The bucket %s is full: raise its quota or shorten the retention; work resumes by itself."
                .formatted(name),
            e);
      }
      return new ContentException.Unavailable(
          "S3 answered %d %s for the bucket %s: check that the bucket exists and that this service may read, write, list and delete in it."
              .formatted(s3.statusCode(), code, name),
          e);
    }
    return new ContentException.Unavailable(
        "S3 can't be reached for the bucket %s: check the endpoint, the credentials and the network."
            .formatted(name),
        e);
  }

  void delete(String key) {
    try {
      client.deleteObject(request -> request.bucket(name).key(key));
    } catch (SdkException e) {
      throw translate(e, null);
    }
  }

  ContentException.NotFound gone(S3Ref ref) {
    return new ContentException.NotFound(
        "The content %s is not in the bucket %s: it has outlived the retention or was erased, or this process has another bucket than the one that stored it (mail-bridge.content.s3.bucket)."
            .formatted(ref, name),
        null);
  }

  static ContentException.Damaged damaged(S3Ref ref, String how) {
    return new ContentException.Damaged(
        "The content %s is damaged (%s): restore the object from a version or a backup, or publish the mail again from its mailbox."
            .formatted(ref, how),
        null);
  }
}
