package dev.mailbridge.tokenservice.signin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** The latest sign-in of a mailbox with a device code. */
@Entity
@DynamicUpdate
@Table(name = "device_sign_in")
class DeviceSignIn {
  /** How far it is. */
  enum State {
    WAITING,
    SIGNED_IN,
    REFUSED
  }

  @Id
  @Column(name = "mailbox_id")
  private String mailboxId;

  /** Another one for each start: a poll that comes late finds out that it is out of date. */
  private String id;

  @Column(name = "user_code")
  private String userCode;

  @Column(name = "verification_uri")
  private String verificationUri;

  private String message;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "interval_seconds")
  private int intervalSeconds;

  @Column(name = "device_code_sealed")
  private byte[] deviceCodeSealed;

  @Column(name = "requested_by")
  private String requestedBy;

  @Enumerated(EnumType.STRING)
  private State state;

  /** Why it ended without effect. */
  private String reason;

  /** By the database's clock, which all replicas share. */
  @Column(name = "poll_at")
  private Instant pollAt;

  protected DeviceSignIn() {}

  DeviceSignIn(String mailboxId) {
    this.mailboxId = mailboxId;
  }

  static String place(String id) {
    return "device-sign-in/" + id;
  }

  /** From the beginning: what went before doesn't count any more. */
  String start() {
    id = UUID.randomUUID().toString();
    state = State.WAITING;
    reason = null;
    return id;
  }

  void show(String code, String address, String text, Instant end) {
    userCode = code;
    verificationUri = address;
    message = text;
    expiresAt = end;
  }

  void poll(byte[] sealedCode, Duration interval, Instant first, String actor) {
    deviceCodeSealed = sealedCode;
    intervalSeconds = (int) interval.toSeconds();
    pollAt = first;
    requestedBy = actor;
  }

  void settle(State end, String why) {
    state = end;
    reason = why;
    deviceCodeSealed = null;
  }

  void pollAgain(Instant at, Duration interval) {
    pollAt = at;
    intervalSeconds = (int) interval.toSeconds();
  }

  String id() {
    return id;
  }

  String mailboxId() {
    return mailboxId;
  }

  boolean waiting() {
    return state == State.WAITING;
  }

  boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  Duration interval() {
    return Duration.ofSeconds(intervalSeconds);
  }

  byte[] deviceCodeSealed() {
    return deviceCodeSealed;
  }

  String requestedBy() {
    return requestedBy;
  }

  DeviceSignIns.View view() {
    return new DeviceSignIns.View(userCode, verificationUri, message, expiresAt, state, reason);
  }
}
