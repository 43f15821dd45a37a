package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an entry lies in a segment: {@code f1.DAY.SEGMENT.OFFSET.LENGTH.SHA256}. A reference comes
 * back from outside (a project names it in its replies), so only this exact form is taken and
 * nothing in it can name another file; its hash can't be guessed.
 *
 * @param day the segment's folder, {@code yyyyMMdd}
 * @param offset of the entry's header
 * @param length of the content, in octets
 */
record SegmentRef(String day, String segment, long offset, long length, byte[] sha256) {
  private static final Pattern FORM =
      Pattern.compile("f1\\.(\\d{8})\\.([a-z2-7]{26})\\.(\\d{1,15})\\.(\\d{1,15})\\.([\\w-]{43})");

  /**
   * @throws ContentException.NotFound when it isn't a reference of a folder store
   */
  static SegmentRef parse(ContentRef ref) {
    Matcher form = FORM.matcher(ref.value());
    if (!form.matches()) {
      throw new ContentException.NotFound(
          "Not a reference of this content store: use the reference as it stood in the event.",
          null);
    }
    return new SegmentRef(
        form.group(1),
        form.group(2),
        Long.parseLong(form.group(3)),
        Long.parseLong(form.group(4)),
        Base64.getUrlDecoder().decode(form.group(5)));
  }

  ContentRef toContentRef() {
    return ContentRef.of(
        String.join(
            ".",
            "f1",
            day,
            segment,
            Long.toString(offset),
            Long.toString(length),
            Base64.getUrlEncoder().withoutPadding().encodeToString(sha256)));
  }

  Path file(Path root) {
    return root.resolve(day).resolve(segment + ".seg");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentRef that
        && day.equals(that.day)
        && segment.equals(that.segment)
        && offset == that.offset
        && length == that.length
        && Arrays.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return toContentRef().value();
  }
}
