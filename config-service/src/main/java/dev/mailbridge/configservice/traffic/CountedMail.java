package dev.mailbridge.configservice.traffic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.util.Optional;

/**
 * What a record counts as. Only as much of it is read as is needed: the mailbox stands near the
 * start, a mail's text far behind.
 */
record CountedMail(String mailbox, Direction direction) {
  private static final String SENT = "sent";

  enum Direction {
    IN,
    OUT;

    String code() {
      return this == IN ? "in" : "out";
    }
  }

  /** The same among those of all mailboxes. */
  CountedMail ofAll() {
    return new CountedMail("", direction);
  }

  static Optional<CountedMail> incoming(byte[] value) {
    return read(value, false).map(mailbox -> new CountedMail(mailbox, Direction.IN));
  }

  /** Empty for a report that tells anything but that the mail was sent. */
  static Optional<CountedMail> delivery(byte[] value) {
    return read(value, true).map(mailbox -> new CountedMail(mailbox, Direction.OUT));
  }

  private static Optional<String> read(byte[] value, boolean onlySent) {
    String mailbox = null;
    boolean counts = !onlySent;
    try (JsonParser json = ContractJson.mapper().createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME && (mailbox == null || !counts)) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("mailboxId")) {
          mailbox = json.getValueAsString();
        } else if (onlySent && name.equals("state")) {
          if (!SENT.equals(json.getValueAsString())) {
            return Optional.empty();
          }
          counts = true;
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      // Of another make: no reason to count no more.
      return Optional.empty();
    }
    return counts ? Optional.ofNullable(mailbox) : Optional.empty();
  }
}
