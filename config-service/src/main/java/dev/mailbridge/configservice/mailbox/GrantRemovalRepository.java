package dev.mailbridge.configservice.mailbox;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class GrantRemovalRepository implements PanacheRepositoryBase<GrantRemoval, String> {
  /** Locked to the transaction's end; what another instance has at hand is passed over. */
  @SuppressWarnings("unchecked")
  List<GrantRemoval> takeDue(Instant now, int count) {
    return getEntityManager()
        .createNativeQuery(
            """
            select * from grant_removal where next_attempt_at <= :now
            order by next_attempt_at limit :count for update skip locked
            """,
            GrantRemoval.class)
        .setParameter("now", now)
        .setParameter("count", count)
        .getResultList();
  }
}
