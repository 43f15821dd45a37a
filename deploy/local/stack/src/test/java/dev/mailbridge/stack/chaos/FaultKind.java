package dev.mailbridge.stack.chaos;

import java.util.List;

/** What can happen, and to whom. */
enum FaultKind {
  KILL(1, 1, List.of("imap-poller", "smtp-sender", "token-service", "config-service", "kafka")),
  /** SIGSTOP; long enough that Kafka takes a standing client for dead. */
  STOP(1, 14, List.of("imap-poller", "smtp-sender", "token-service", "config-service", "kafka")),
  /** The mail server and the directory stand still; short, as the load stands with them. */
  STANDSTILL(1, 4, List.of("simulator")),
  /** They end and come back; what they took is kept, as Exchange Online would. */
  RESTART(1, 1, List.of("simulator")),
  /** One backend is killed: PostgreSQL ends all of them and recovers from its log. */
  DATABASE_CRASH(1, 1, List.of("postgresql")),
  CUT(1, 8, Network.STRETCHES),
  SLOW(1, 8, Network.STRETCHES),
  HALF_OPEN(1, 12, Network.STRETCHES),
  /** The process can't write an octet to any file. */
  DISK_FULL(1, 6, List.of("imap-poller")),
  /** Every access token has expired for the server, and none for its holders. */
  CLOCK_JUMP(1, 1, List.of("simulator")),
  /** Access tokens hardly live long enough to be handed out: they are renewed all the time. */
  TOKENS_EXPIRE(5, 15, List.of("PT130S", "PT150S")),
  TOKEN_REFUSED(1, 6, List.of("token-expired")),
  /** Until an administrator enters another one. */
  SECRET_EXPIRED(1, 6, List.of("secret-expired")),
  /** Until somebody signs in again. */
  CONSENT_REVOKED(1, 6, List.of("consent-revoked", "sessions-revoked")),
  THROTTLED(1, 6, List.of("throttled", "not-connected")),
  ANSWER_LOST(1, 4, List.of("taken", "not-taken")),
  REFUSED(1, 6, List.of("rcpt", "mail", "end-of-data")),
  ENTRA_BUSY(1, 8, List.of("token")),
  LIE(1, 6, List.copyOf(Lies.BY_NAME.keySet()));

  private final int shortest;
  private final int longest;
  private final List<String> targets;

  FaultKind(int shortest, int longest, List<String> targets) {
    this.shortest = shortest;
    this.longest = longest;
    this.targets = targets;
  }

  int shortest() {
    return shortest;
  }

  int longest() {
    return longest;
  }

  List<String> targets() {
    return targets;
  }
}
