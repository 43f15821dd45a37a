package dev.mailbridge.tokenservice.mackey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "mac_key")
class MacKeyEntity {
  @Id private String id;

  @Column(name = "secret_sealed")
  private byte[] secretSealed;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "signs_from")
  private Instant signsFrom;

  /** Null as long as no other key has taken over. */
  @Column(name = "verifies_until")
  private Instant verifiesUntil;

  protected MacKeyEntity() {}

  MacKeyEntity(String id, byte[] sealed, Instant createdAt, Instant signsFrom) {
    this.id = id;
    this.secretSealed = sealed;
    this.createdAt = createdAt;
    this.signsFrom = signsFrom;
  }

  static String place(String id) {
    return "mac-key/" + id;
  }

  void verifiesUntil(Instant end) {
    verifiesUntil = end;
  }

  String id() {
    return id;
  }

  byte[] secretSealed() {
    return secretSealed;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant signsFrom() {
    return signsFrom;
  }

  Instant verifiesUntil() {
    return verifiesUntil;
  }
}
