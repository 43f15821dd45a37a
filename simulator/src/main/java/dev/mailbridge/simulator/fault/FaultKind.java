package dev.mailbridge.simulator.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that can be made to go wrong. */
public enum FaultKind {
  // Any protocol, at a step (a command's name in lower case, "connect", "end-of-data", a path)
  SLOW("the answer comes after `delay`"),
  CUT("the connection is closed (FIN)"),
  RESET("the connection is reset (RST)"),
  HALF_OPEN("the connection stays open, and nothing is read or written any more"),
  BYE("`text` is said (IMAP: BYE, SMTP: 421, POP3: -ERR), then the connection is closed"),
  REPLY(
      "`text` is answered instead of doing it: IMAP after the tag (\"NO …\"), SMTP and POP3 as a"
          + " line (\"451 4.7.1 …\"), Graph and Entra as the body with `status`"),

  // Entra
  ENTRA_ERROR("the token endpoint answers with this AADSTS `code`"),
  SECRET_EXPIRED("AADSTS7000222 from the token endpoint"),
  CONSENT_REVOKED("AADSTS65001 from the token endpoint"),
  MFA_DEMANDED("AADSTS50076 from the token endpoint"),
  REFRESH_TOKEN_REVOKED("AADSTS50173 from the token endpoint"),
  REFRESH_TOKEN_EXPIRED("AADSTS700082 from the token endpoint"),
  REFRESH_TOKEN_ABSENT("the token answer has no refresh_token"),
  REFRESH_TOKEN_EMPTY("the token answer has an empty refresh_token and expires_in as a string"),
  REFRESH_TOKEN_LONG("the new refresh token has 4,000 characters"),

  // IMAP, POP3 and SMTP log-in
  TOKEN_EXPIRED("the access token is refused as if it had expired"),
  NOT_CONNECTED("log-in succeeds, then BAD User is authenticated but not connected, and BYE"),
  THROTTLED("IMAP: BAD Request is throttled. Suggested Backoff Time: `delay`, and BYE"),

  // IMAP
  FETCH_NO("FETCH of the mail `uid` ends in NO, after the data of those before it"),
  FETCH_NIL("the mail `uid` has the content NIL"),
  FETCH_UNREADABLE("the mail `uid` is replaced by a text that says that it can't be read"),
  ILLEGAL_BODYSTRUCTURE("the mail `uid` has a BODYSTRUCTURE with NIL where none may be"),
  PHANTOM_EXPUNGE("the mail `uid` is expunged while it is fetched, and one that never existed"),
  UNTAGGED("`text` (a line, or several) is sent before the answer to the command `step`"),
  UIDVALIDITY_MISSING("SELECT gives no UIDVALIDITY"),
  IDLE_SILENT("IDLE goes silent: no news, and DONE is never answered"),

  // SMTP
  ANSWER_LOST(
      "the final answer to DATA never comes; the mail is taken (`taken`: false: it isn't); the"
          + " connection is closed after `delay`"),
  MESSAGE_ID_REWRITTEN("the mail gets a new Message-ID, named in the 250"),
  DUPLICATE_REFUSED("a second mail with one Message-ID is refused with 554 5.2.0"),
  SENT_ITEMS_LATE("the copy in Sent Items comes after `delay`"),
  SENT_ITEMS_MISSING("there is no copy in Sent Items"),
  SENT_ITEMS_ELSEWHERE("the copy in Sent Items lies in the mailbox `other` only"),
  BOUNCE("the mail is taken, and a delivery status notification with `text` comes back"),

  // Graph
  GRAPH_THROTTLED("429 with Retry-After of `delay`"),
  PAGE_OVERLAP("a page of users begins with the last one of the page before"),
  PAGE_REPLAY("a page of users ends with its first one, once more"),
  SYNC_STATE_LOST("410 syncStateNotFound for a delta link"),

  // Done at once, not listed
  UIDVALIDITY_CHANGE(
      "the `folder` gets another UIDVALIDITY (`uid`, or the next one) and numbers its mails anew"),
  FOLDER_RENAMED("the `folder` is renamed to `other`"),
  SESSIONS_REVOKED("the user's refresh tokens die (an administrator's revocation)");

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  /** True for what is done once, when it is asked for. */
  public boolean immediate() {
    return this == UIDVALIDITY_CHANGE || this == FOLDER_RENAMED || this == SESSIONS_REVOKED;
  }

  @JsonValue
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @JsonCreator
  static FaultKind of(String slug) {
    return Arrays.stream(values())
        .filter(kind -> kind.slug().equals(slug))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind "
                        + slug
                        + " is unknown; known are "
                        + Arrays.stream(values())
                            .map(FaultKind::slug)
                            .collect(Collectors.joining(", "))));
  }
}
