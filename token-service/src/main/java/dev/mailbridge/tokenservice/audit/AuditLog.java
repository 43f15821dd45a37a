package dev.mailbridge.tokenservice.audit;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;

/** Writes an entry in the transaction of the deed, so that neither is there without the other. */
@ApplicationScoped
public class AuditLog {
  private final EntityManager entities;
  private final SecurityIdentity identity;
  private final Clock clock;

  AuditLog(EntityManager entities, SecurityIdentity identity, Clock clock) {
    this.entities = entities;
    this.identity = identity;
    this.clock = clock;
  }

  /** By whoever makes this request; by token-service itself outside of one. */
  public void record(String action, String registrationId, String mailboxId, String detail) {
    recordFor(actor(), action, registrationId, mailboxId, detail);
  }

  /**
   * @param actor who did it where the request alone doesn't say so, as at the redirect
   */
  public void recordFor(
      String actor, String action, String registrationId, String mailboxId, String detail) {
    entities.persist(
        new AuditEntity(
            clock.instant(), actor, action, registrationId, mailboxId, null, 1, detail));
  }

  public String actor() {
    if (!Arc.container().requestContext().isActive() || identity.isAnonymous()) {
      return "token-service";
    }
    return identity.getPrincipal().getName();
  }
}
