package dev.mailbridge.tokenservice.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mailbridge.token.TokenFailure;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A credential; another secret is another row, so that its id names one value for good. */
@Entity
@DynamicUpdate
@Table(name = "credential")
class CredentialEntity {
  static final String CURRENT = "current";
  static final String NEXT = "next";

  /** From where its end is known. */
  enum ExpirySource {
    @JsonProperty("entered")
    ENTERED,
    @JsonProperty("certificate")
    CERTIFICATE,
    @JsonProperty("graph")
    GRAPH
  }

  @Id private String id;

  @Column(name = "registration_id")
  private String registrationId;

  private String slot;

  @Enumerated(EnumType.STRING)
  private CredentialRequest.Type type;

  @Column(name = "secret_sealed")
  private byte[] secretSealed;

  @Column(name = "token_file")
  private String tokenFile;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "expiry_source")
  private ExpirySource expirySource;

  private String hint;

  @Enumerated(EnumType.STRING)
  @Column(name = "failure_code")
  private TokenFailure.Code failureCode;

  @Column(name = "created_at")
  private Instant createdAt;

  protected CredentialEntity() {}

  CredentialEntity(
      String registrationId, String slot, CredentialRequest.Type type, Instant createdAt) {
    this.id = UUID.randomUUID().toString();
    this.registrationId = registrationId;
    this.slot = slot;
    this.type = type;
    this.createdAt = createdAt;
  }

  CredentialEntity sealed(byte[] secret, String shownHint) {
    secretSealed = secret;
    hint = shownHint;
    return this;
  }

  CredentialEntity inFile(String file) {
    tokenFile = file;
    hint = file;
    return this;
  }

  CredentialEntity endsAt(Instant end, ExpirySource source) {
    expiresAt = end;
    expirySource = end == null ? null : source;
    return this;
  }

  void promote() {
    slot = CURRENT;
  }

  /** Null when it may be used again. */
  void failed(TokenFailure.Code code) {
    failureCode = code;
  }

  void reseal(byte[] secret) {
    secretSealed = secret;
  }

  String id() {
    return id;
  }

  String place() {
    return "credential/" + id;
  }

  boolean isCurrent() {
    return CURRENT.equals(slot);
  }

  String registrationId() {
    return registrationId;
  }

  CredentialRequest.Type type() {
    return type;
  }

  byte[] secretSealed() {
    return secretSealed;
  }

  String tokenFile() {
    return tokenFile;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Instant createdAt() {
    return createdAt;
  }

  TokenFailure.Code failureCode() {
    return failureCode;
  }

  RegistrationView.CredentialView view() {
    return new RegistrationView.CredentialView(
        type, expiresAt, expirySource, hint, failureCode == null ? null : failureCode.name());
  }
}
