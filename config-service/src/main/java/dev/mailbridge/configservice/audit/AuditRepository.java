package dev.mailbridge.configservice.audit;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class AuditRepository implements PanacheRepository<AuditEntry> {
  /**
   * @param search part of the actor, the kind or the subject; blank for all
   */
  PanacheQuery<AuditEntry> newest(String search) {
    if (search == null || search.isBlank()) {
      return find("order by id desc");
    }
    return find(
        "lower(actor) like ?1 or lower(kind) like ?1 or lower(subject) like ?1 order by id desc",
        "%" + search.strip().toLowerCase(java.util.Locale.ROOT) + "%");
  }
}
