package dev.mailbridge.configservice.directory.run;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ImportRepository implements PanacheRepositoryBase<ImportEntity, String> {
  Optional<ImportEntity> locked(String project) {
    return findByIdOptional(project, LockModeType.PESSIMISTIC_WRITE);
  }

  List<String> due(Instant now) {
    return find("enabled and nextRunAt <= ?1 order by nextRunAt", now).stream()
        .map(one -> one.project)
        .toList();
  }

  long nextRevision() {
    return ((Number)
            getEntityManager().createNativeQuery("select nextval('revision')").getSingleResult())
        .longValue();
  }

  /** True when nobody else imports this project's users until then. */
  boolean takeLease(String project, String owner, Instant now, Instant until) {
    return getEntityManager()
            .createNativeQuery(
                """
                update directory_import set lease_owner = :owner, lease_until = :until
                where project = :project
                  and (lease_owner is null or lease_owner = :owner or lease_until < :now)
                """)
            .setParameter("owner", owner)
            .setParameter("until", until)
            .setParameter("project", project)
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /** As {@link #takeLease}, for one who has it: false when another took it meanwhile. */
  boolean renewLease(String project, String owner, Instant until) {
    return getEntityManager()
            .createNativeQuery(
                "update directory_import set lease_until = :until"
                    + " where project = :project and lease_owner = :owner")
            .setParameter("owner", owner)
            .setParameter("until", until)
            .setParameter("project", project)
            .executeUpdate()
        == 1;
  }

  void releaseLease(String project, String owner) {
    getEntityManager()
        .createNativeQuery(
            "update directory_import set lease_owner = null"
                + " where project = :project and lease_owner = :owner")
        .setParameter("project", project)
        .setParameter("owner", owner)
        .executeUpdate();
  }
}
