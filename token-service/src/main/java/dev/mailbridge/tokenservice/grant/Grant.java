package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.token.TokenFailure;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;

/** A mailbox's grant. Everything about its tokens happens under its row lock. */
@Entity
@DynamicUpdate
@Table(name = "mailbox_grant")
public class Grant {
  @Id
  @Column(name = "mailbox_id")
  private String mailboxId;

  @Column(name = "registration_id")
  private String registrationId;

  @Enumerated(EnumType.STRING)
  private Flow flow;

  @Column(name = "signs_in_as")
  private String signsInAs;

  private String mailbox;

  @Enumerated(EnumType.STRING)
  private GrantState state;

  @Enumerated(EnumType.STRING)
  @Column(name = "failure_code")
  private TokenFailure.Code failureCode;

  @Column(name = "failure_trace_id")
  private String failureTraceId;

  /** In a row, since the last success. */
  @Column(name = "failed_attempts")
  private int failedAttempts;

  @Column(name = "failed_at")
  private Instant failedAt;

  @Column(name = "retry_at")
  private Instant retryAt;

  @Column(name = "refresh_token_sealed")
  private byte[] refreshTokenSealed;

  @Column(name = "refresh_token_used_at")
  private Instant refreshTokenUsedAt;

  @Column(name = "password_sealed")
  private byte[] passwordSealed;

  @Column(name = "signed_in_at")
  private Instant signedInAt;

  @Column(name = "succeeded_at")
  private Instant succeededAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  protected Grant() {}

  Grant(String mailboxId, Instant now) {
    this.mailboxId = mailboxId;
    this.createdAt = now;
    this.state = GrantState.NONE;
  }

  /** Whether the tokens got so far are still right for this definition. */
  boolean keepsTokens(GrantDefinition definition) {
    return flow == definition.flow()
        && Objects.equals(registrationId, definition.registrationId())
        && signsInAs.equalsIgnoreCase(definition.signsInAs());
  }

  void define(GrantDefinition definition, Instant now) {
    registrationId = definition.registrationId();
    flow = definition.flow();
    signsInAs = definition.signsInAs().strip();
    mailbox = definition.mailbox().strip();
    updatedAt = now;
  }

  /** Back to the beginning: nothing that was got before counts any more. */
  void reset() {
    state = flow == Flow.CLIENT_CREDENTIALS ? GrantState.READY : GrantState.NONE;
    refreshTokenSealed = null;
    refreshTokenUsedAt = null;
    passwordSealed = null;
    signedInAt = null;
    succeededAt = null;
    clearFailure();
  }

  void setPassword(byte[] sealed) {
    passwordSealed = sealed;
    state = GrantState.READY;
    clearFailure();
  }

  void revoke() {
    reset();
    state = GrantState.REVOKED;
  }

  public void signedIn(byte[] sealedRefreshToken, Instant now) {
    refreshTokenSealed = sealedRefreshToken;
    signedInAt = now;
    refreshed(now);
  }

  /** The provider replaced the refresh token. */
  public void rotate(byte[] sealedRefreshToken) {
    refreshTokenSealed = sealedRefreshToken;
  }

  public void refreshed(Instant now) {
    state = GrantState.READY;
    refreshTokenUsedAt = refreshTokenSealed == null ? null : now;
    succeededAt = now;
    clearFailure();
  }

  /**
   * @param again null when something must change first
   */
  public void failed(TokenFailure.Code code, String traceId, Instant now, Instant again) {
    state = GrantState.FAILING;
    failureCode = code;
    failureTraceId = traceId;
    failedAttempts++;
    failedAt = now;
    retryAt = again;
  }

  /** Something changed that may help: the next request asks the provider again. */
  void forgetFailure() {
    if (state == GrantState.FAILING) {
      state = GrantState.READY;
      clearFailure();
    }
  }

  private void clearFailure() {
    failureCode = null;
    failureTraceId = null;
    failedAttempts = 0;
    failedAt = null;
    retryAt = null;
  }

  public static String refreshTokenPlace(String mailboxId) {
    return "grant/" + mailboxId + "/refresh-token";
  }

  public static String passwordPlace(String mailboxId) {
    return "grant/" + mailboxId + "/password";
  }

  public String mailboxId() {
    return mailboxId;
  }

  public String registrationId() {
    return registrationId;
  }

  public Flow flow() {
    return flow;
  }

  public String signsInAs() {
    return signsInAs;
  }

  public String mailbox() {
    return mailbox;
  }

  public GrantState state() {
    return state;
  }

  public TokenFailure.Code failureCode() {
    return failureCode;
  }

  public String failureTraceId() {
    return failureTraceId;
  }

  public int failedAttempts() {
    return failedAttempts;
  }

  public Instant failedAt() {
    return failedAt;
  }

  public Instant retryAt() {
    return retryAt;
  }

  public byte[] refreshTokenSealed() {
    return refreshTokenSealed;
  }

  public Instant refreshTokenUsedAt() {
    return refreshTokenUsedAt;
  }

  public byte[] passwordSealed() {
    return passwordSealed;
  }

  public Instant signedInAt() {
    return signedInAt;
  }

  public Instant succeededAt() {
    return succeededAt;
  }
}
