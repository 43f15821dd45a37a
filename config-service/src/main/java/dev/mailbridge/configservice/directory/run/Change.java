package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run does with one user. */
public enum Change {
  ADDED,
  CHANGED,
  /** Still in the directory, but the account is disabled there now. */
  DISABLED,
  /** Gone from the directory, or no longer wanted by the rules. */
  LEFT,
  /** As {@link #LEFT}, where the rules say to keep people. */
  KEPT,
  UNCHANGED,
  /** The rules leave this user out, as before. */
  EXCLUDED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How a user is remembered. */
  enum Known {
    IN,
    OUT,
    LEFT,
    KEPT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Known of(String code) {
      return code == null ? OUT : valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A user as remembered and as listed.
   *
   * @param hash of the event that was published last, null when none was
   * @param nowHash of the event that would be published
   * @param nowListed false for one who is gone from the directory
   */
  record Compared(
      String id,
      Known known,
      String hash,
      boolean enabled,
      boolean nowListed,
      boolean nowWanted,
      String nowHash,
      boolean nowEnabled) {

    Change change(boolean keepLeavers) {
      if (!nowWanted) {
        return switch (known) {
          case IN -> keepLeavers ? KEPT : LEFT;
          // The rules kept this one once, and don't any more.
          case KEPT -> keepLeavers ? EXCLUDED : LEFT;
          case OUT, LEFT -> EXCLUDED;
        };
      }
      if (known == Known.OUT) {
        return ADDED;
      }
      if (nowHash.equals(hash)) {
        return UNCHANGED;
      }
      return enabled && !nowEnabled ? DISABLED : CHANGED;
    }

    /** Whether an enabled user becomes a disabled one: what the brake counts. */
    boolean disables(Change change) {
      return enabled && (change == LEFT || change == DISABLED);
    }
  }
}
