package dev.mailbridge.configservice.project;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ProjectRepository implements PanacheRepositoryBase<ProjectEntity, String> {
  List<ProjectEntity> byName() {
    return list("order by retired, name, id");
  }

  Optional<ProjectEntity> locked(String id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
  }

  long nextRevision() {
    return ((Number)
            getEntityManager().createNativeQuery("select nextval('revision')").getSingleResult())
        .longValue();
  }

  long mailboxes(String id) {
    return ((Number)
            getEntityManager()
                .createNativeQuery("select count(*) from mailbox where project = :id")
                .setParameter("id", id)
                .getSingleResult())
        .longValue();
  }

  boolean importsUsers(String id) {
    return ((Number)
                getEntityManager()
                    .createNativeQuery("select count(*) from directory_import where project = :id")
                    .setParameter("id", id)
                    .getSingleResult())
            .longValue()
        > 0;
  }
}
