package dev.mailbridge.tokenservice.signin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One sign-in with a browser: asked for, opened once, used once, within ten minutes. */
@Entity
@Table(name = "sign_in")
class SignIn {
  @Id
  @Column(name = "code_hash")
  private String codeHash;

  @Column(name = "mailbox_id")
  private String mailboxId;

  @Column(name = "return_to")
  private String returnTo;

  @Column(name = "requested_by")
  private String requestedBy;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "opened_at")
  private Instant openedAt;

  @Column(name = "state_hash")
  private String stateHash;

  @Column(name = "browser_hash")
  private String browserHash;

  @Column(name = "redirect_uri")
  private String redirectUri;

  @Column(name = "secrets_sealed")
  private byte[] secretsSealed;

  @Column(name = "used_at")
  private Instant usedAt;

  protected SignIn() {}

  SignIn(
      String codeHash, String mailboxId, String returnTo, String requestedBy, Instant expiresAt) {
    this.codeHash = codeHash;
    this.mailboxId = mailboxId;
    this.returnTo = returnTo;
    this.requestedBy = requestedBy;
    this.expiresAt = expiresAt;
  }

  void open(String state, String browser, String redirect, byte[] secrets, Instant now) {
    stateHash = state;
    browserHash = browser;
    redirectUri = redirect;
    secretsSealed = secrets;
    openedAt = now;
  }

  void use(Instant now) {
    usedAt = now;
    secretsSealed = null;
  }

  boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  String place() {
    return "sign-in/" + codeHash;
  }

  String mailboxId() {
    return mailboxId;
  }

  String returnTo() {
    return returnTo;
  }

  String requestedBy() {
    return requestedBy;
  }

  Instant openedAt() {
    return openedAt;
  }

  String browserHash() {
    return browserHash;
  }

  String redirectUri() {
    return redirectUri;
  }

  byte[] secretsSealed() {
    return secretsSealed;
  }

  Instant usedAt() {
    return usedAt;
  }
}
