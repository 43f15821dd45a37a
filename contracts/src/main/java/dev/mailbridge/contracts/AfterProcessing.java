package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is done with a mail in the mailbox once its event is committed. */
public enum AfterProcessing {
  /** Nothing. */
  @JsonProperty("keep")
  KEEP,
  /** Its \\Seen flag is set. */
  @JsonProperty("mark-read")
  MARK_READ,
  /** It is moved to another folder. */
  @JsonProperty("move")
  MOVE,
  /** It is deleted. */
  @JsonProperty("delete")
  DELETE;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
