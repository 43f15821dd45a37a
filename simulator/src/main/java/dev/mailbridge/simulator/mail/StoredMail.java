package dev.mailbridge.simulator.mail;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * One mail in a folder. Its place, its flags and its change number are guarded by the mailbox's
 * lock; the flags are replaced, never changed, so that they can be read without it.
 */
public final class StoredMail {
  private final String id;
  private final long uid;
  private final MailContent content;
  private final Instant receivedAt;
  private volatile Set<String> flags;
  private volatile long version;

  StoredMail(
      String id,
      long uid,
      MailContent content,
      Instant receivedAt,
      Set<String> flags,
      long version) {
    this.id = id;
    this.uid = uid;
    this.content = content;
    this.receivedAt = receivedAt;
    this.flags = Set.copyOf(flags);
    this.version = version;
  }

  /** The immutable id: it stays when the mail moves inside the mailbox. */
  public String id() {
    return id;
  }

  public long uid() {
    return uid;
  }

  public MailContent content() {
    return content;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  public Set<String> flags() {
    return flags;
  }

  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /** The mailbox's version when the mail came or its flags last changed. */
  public long version() {
    return version;
  }

  void setFlags(Set<String> others, long now) {
    flags = Set.copyOf(new TreeSet<>(others));
    version = now;
  }
}
