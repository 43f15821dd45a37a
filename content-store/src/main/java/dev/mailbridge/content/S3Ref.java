package dev.mailbridge.content;

import dev.mailbridge.contracts.ContentRef;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which object a content is: {@code s1.DAY.NAME.LENGTH.SHA256}. Only this exact form is taken, so a
 * reference can't name an object that isn't a content.
 */
record S3Ref(String day, String name, long length, byte[] sha256) {
  private static final Pattern FORM =
      Pattern.compile("s1\\.(\\d{8})\\.([a-z2-7]{26})\\.(\\d{1,15})\\.([\\w-]{43})");

  /**
   * @throws ContentException.NotFound when it isn't a reference of an S3 store
   */
  static S3Ref parse(ContentRef ref) {
    Matcher form = FORM.matcher(ref.value());
    if (!form.matches()) {
      throw new ContentException.NotFound(
          "Not a reference of this content store: use the reference as it stood in the event.",
          null);
    }
    return new S3Ref(
        form.group(1),
        form.group(2),
        Long.parseLong(form.group(3)),
        Base64.getUrlDecoder().decode(form.group(4)));
  }

  ContentRef toContentRef() {
    return ContentRef.of(
        "s1.%s.%s.%d.%s"
            .formatted(
                day, name, length, Base64.getUrlEncoder().withoutPadding().encodeToString(sha256)));
  }

  String key() {
    return day + "/" + name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof S3Ref that && toContentRef().equals(that.toContentRef());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return toContentRef().value();
  }
}
