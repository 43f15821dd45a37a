package dev.mailbridge.configservice.directory.run;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class RunRepository implements PanacheRepository<RunEntity> {
  private static final String OPEN = "state in ('waiting', 'listing', 'publishing')";

  Optional<RunEntity> open(String project) {
    return find("project = ?1 and " + OPEN, project).firstResultOptional();
  }

  List<String> openProjects() {
    return find(OPEN + " order by id").stream().map(run -> run.project).toList();
  }

  List<RunEntity> last(String project, int count) {
    return find("project = ?1 order by id desc", project).page(0, count).list();
  }

  Optional<RunEntity> of(String project, long id) {
    return find("project = ?1 and id = ?2", project, id).firstResultOptional();
  }

  void forgetOld(String project, int keep) {
    getEntityManager()
        .createNativeQuery(
            "delete from directory_run where project = :project and id not in (select id from"
                + " directory_run where project = :project order by id desc limit :keep)")
        .setParameter("project", project)
        .setParameter("keep", keep)
        .executeUpdate();
  }
}
