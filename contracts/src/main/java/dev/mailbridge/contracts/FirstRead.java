package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where reading starts in a folder that was never read. */
public enum FirstRead {
  /** Only mails that come from now on. */
  @JsonProperty("now")
  NOW,
  /** Mails received since a date. */
  @JsonProperty("date")
  DATE,
  /** Every mail. */
  @JsonProperty("beginning")
  BEGINNING;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
