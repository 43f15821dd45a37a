package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.Octets;
import dev.mailbridge.mailparse.ParsedMail.Attachment;
import dev.mailbridge.mailparse.mime.EncodedOctets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names and hashes the attachments and tells which of them are shown inside the text. */
final class Attachments {
  private final Set<String> shownIds;
  private final ContentHash contentHash;

  Attachments(Set<String> shownIds, ContentHash contentHash) {
    this.shownIds = shownIds;
    this.contentHash = contentHash;
  }

  List<Attachment> of(List<Attached> found) {
    List<Attachment> attachments = new ArrayList<>(found.size());
    for (Attached one : found) {
      attachments.add(attachment(one, attachments.size() + 1));
    }
    return attachments;
  }

  private Attachment attachment(Attached found, int number) {
    MessageDigest digest = Sha256.digest();
    Octets octets = found.octets();
    long size;
    if (octets instanceof EncodedOctets encoded) {
      size = encoded.digest(digest);
    } else {
      digest.update(octets.toByteArray());
      size = octets.size();
    }
    String sha256 = Sha256.hex(digest);
    contentHash.attachment(sha256);
    String original = found.filename();
    String filename = original == null ? "" : Filenames.safe(original);
    if (filename.isEmpty()) {
      filename = Filenames.generated(found.contentType(), number);
    }
    boolean shown = found.contentId() != null && shownIds.contains(found.contentId());
    return new Attachment(
        filename,
        original,
        found.contentType(),
        found.inline() || shown,
        found.contentId(),
        size,
        sha256,
        octets);
  }
}
