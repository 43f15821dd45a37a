package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How strongly a mail is known to belong to a ticket. */
public enum TicketProofKind {
  /** The Message-ID that it answers carries our message authentication code. */
  @JsonProperty("mac")
  MAC,
  /** It answers a Message-ID that the server assigned to a mail of ours (mail.sent). */
  @JsonProperty("sent")
  SENT,
  /** It was sent to our signed plus-address. */
  @JsonProperty("address")
  ADDRESS,
  /** Only a tag in the subject says so: anyone can write that. */
  @JsonProperty("subject-hint")
  SUBJECT_HINT;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
