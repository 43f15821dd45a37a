package dev.mailbridge.imappoller;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How mailboxes are read. */
@ConfigMapping(prefix = "mail-bridge.poller")
public interface PollerConfig {
  /** Longest time to connect to a mail server. */
  @WithDefault("10S")
  Duration connectTimeout();

  /** Longest wait for a mail server's answer. */
  @WithDefault("30S")
  Duration readTimeout();

  /**
   * How often folders are looked at where the server can't push; a mailbox may have its own
   * interval.
   */
  @WithDefault("60S")
  Duration pollInterval();

  /** Mails above this size are announced without content; a mailbox may have its own limit. */
  @WithDefault("150M")
  MemorySize maxMessageSize();

  /** How many mailboxes connect at the same time. */
  @WithDefault("32")
  @Min(1) int connectsAtOnce();

  /**
   * How many mailboxes of one tenant (server, and domain of the mailboxes) are open at the same
   * time in this process; 0 for as many as there are. Above it, mailboxes take turns, each at its
   * poll interval.
   */
  @WithDefault("0")
  @Min(0) int connectionsPerTenant();

  /** Mails that are in memory at the same time, all mailboxes together. */
  @WithDefault("64M")
  MemorySize memory();

  /** Threads that parse mails; 0 for one a core. */
  @WithDefault("0")
  @Min(0) int parsers();

  /** Where big mails lie for a moment; the system's folder for temporary files when absent. */
  Optional<Path> spoolDirectory();

  /**
   * A poller that isn't heard of for so long is dead for the others: they take its mailboxes. Below
   * Kafka's own limit (6 seconds by default) it isn't let into the group.
   */
  @WithDefault("10S")
  Duration sessionTimeout();

  /** What is fetched at a time. */
  Batch batch();

  /** IMAP alone. */
  Imap imap();

  /** Microsoft Graph alone. */
  Graph graph();

  interface Graph {
    /** Base address without the version; other for sovereign clouds. */
    @WithDefault("https://graph.microsoft.com")
    URI url();
  }

  interface Batch {
    /** Mails, at most 500: servers dislike more. */
    @WithDefault("100")
    @Min(1) @Max(500) int mails();

    /** Octets of the mails together. */
    @WithDefault("2M")
    MemorySize octets();

    /** From this size on a mail is fetched in pieces and never held in memory as a whole. */
    @WithDefault("8M")
    MemorySize bigMail();

    /** Batches of one mailbox that are on their way at the same time. */
    @WithDefault("8")
    @Min(1) int ahead();
  }

  interface Imap {
    /** How long one IDLE lasts; below 29 minutes (RFC 9051), Exchange Online likes less. */
    @WithDefault("9M")
    Duration idleRenewal();

    /** After this long in IDLE the server must show that it is still there. */
    @WithDefault("40S")
    Duration idleProbe();

    /** How long a server may take to end an IDLE, before the connection counts as dead. */
    @WithDefault("15S")
    Duration doneTimeout();
  }
}
