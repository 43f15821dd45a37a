package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What sort of mail came in; only {@code mail} is certain to come from a person. */
public enum MailKind {
  /** A person wrote it, as far as can be told. */
  @JsonProperty("mail")
  MAIL,
  /** An automatic answer (RFC 3834 or a vendor's header): never answer it automatically. */
  @JsonProperty("auto-reply")
  AUTO_REPLY,
  /** A delivery status notification of a failure (RFC 3464). */
  @JsonProperty("bounce")
  BOUNCE,
  /** A delivery status notification of a delay, a relay or a success (RFC 3464). */
  @JsonProperty("delivery-report")
  DELIVERY_REPORT,
  /** A message disposition notification (RFC 8098). */
  @JsonProperty("read-receipt")
  READ_RECEIPT,
  /** An invitation, an answer to one, or its cancellation (RFC 5546). */
  @JsonProperty("calendar")
  CALENDAR,
  /** A mailing list's mail (RFC 2919, RFC 2369). */
  @JsonProperty("list")
  LIST;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
