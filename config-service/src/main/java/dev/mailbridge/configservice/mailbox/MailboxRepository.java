package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.ProjectId;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@ApplicationScoped
class MailboxRepository implements PanacheRepositoryBase<MailboxEntity, String> {
  /** The mailbox's row lock gives its events their order. */
  Optional<MailboxEntity> locked(String id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
  }

  long nextRevision() {
    return ((Number)
            getEntityManager().createNativeQuery("select nextval('revision')").getSingleResult())
        .longValue();
  }

  /**
   * @param search part of the address, the id or the name; blank for all
   * @param project null for all
   */
  PanacheQuery<MailboxEntity> search(String search, ProjectId project) {
    String text = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
    return find(
        """
        (lower(address) like :text escape '!' or lower(id) like :text escape '!'
         or lower(displayName) like :text escape '!')
        and (:project is null or project = :project)
        order by lower(address), id
        """,
        Parameters.with("text", "%" + literal(text) + "%")
            .and("project", project == null ? null : project.value()));
  }

  List<MailboxEntity> ofAddress(String address) {
    return list("lower(address) = ?1", address.toLowerCase(Locale.ROOT));
  }

  private static String literal(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
