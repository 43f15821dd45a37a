package dev.mailbridge.tokenservice.token;

import dev.mailbridge.tokenservice.registration.Resource;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** An access token in the database, so that all replicas share one. */
@Entity
@Table(name = "access_token")
class StoredToken {
  @EmbeddedId private Id id;

  @Column(name = "token_sealed")
  private byte[] tokenSealed;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  /** Mailbox and resource. */
  @Embeddable
  static class Id implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(name = "mailbox_id")
    private String mailboxId;

    private String resource;

    protected Id() {}

    Id(String mailboxId, Resource resource) {
      this.mailboxId = mailboxId;
      this.resource = resource.code();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Id id
          && mailboxId.equals(id.mailboxId)
          && resource.equals(id.resource);
    }

    @Override
    public int hashCode() {
      return Objects.hash(mailboxId, resource);
    }
  }

  protected StoredToken() {}

  StoredToken(String mailboxId, Resource resource) {
    id = new Id(mailboxId, resource);
  }

  void set(byte[] sealed, Instant issued, Instant expires) {
    tokenSealed = sealed;
    issuedAt = issued;
    expiresAt = expires;
  }

  String place() {
    return "grant/%s/access-token/%s".formatted(id.mailboxId, id.resource);
  }

  byte[] tokenSealed() {
    return tokenSealed;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
