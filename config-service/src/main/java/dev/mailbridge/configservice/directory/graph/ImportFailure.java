package dev.mailbridge.configservice.directory.graph;

import java.time.Duration;

/**
 * Why a run can't go on.
 *
 * @param remedy what to do next, in plain words
 * @param traceId Microsoft's, null when there is none
 */
public record ImportFailure(Code code, String detail, String remedy, String traceId) {
  /** The closed set; shown on the screen and in REST. */
  public enum Code {
    NO_TOKEN,
    PERMISSION_MISSING,
    GROUP_NOT_FOUND,
    GRAPH_UNAVAILABLE,
    THROTTLED,
    GRAPH_REFUSED,
    FOREIGN_LINK,
    UNREADABLE,
    LISTING_LOST,
    INTERRUPTED,
    INTERNAL
  }

  static ImportFailure unavailable(String detail, String traceId) {
    return new ImportFailure(
        Code.GRAPH_UNAVAILABLE,
        detail,
        "Nothing was changed; the next run tries again. If it lasts, look at the"
            + " service health page of Microsoft 365 and at the network.",
        traceId);
  }

  static ImportFailure throttled(Duration wait) {
    return new ImportFailure(
        Code.THROTTLED,
        "Microsoft Graph limits requests and asks to wait for %d s".formatted(wait.toSeconds()),
        "Nothing was changed; the next run tries again. Other programs of the tenant"
            + " may ask Graph too often.",
        null);
  }

  static ImportFailure foreignLink(String host) {
    return new ImportFailure(
        Code.FOREIGN_LINK,
        "Graph's answer points to another server, " + host,
        "The token isn't sent there. Check the Graph URL, and what stands between this machine and"
            + " Graph.",
        null);
  }
}
