package dev.mailbridge.configservice.project;

import dev.mailbridge.configservice.project.ProjectTopics.TopicsUnreachable;
import dev.mailbridge.contracts.ProjectId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Makes new projects' topics and notices those that somebody deleted. */
@ApplicationScoped
class TopicKeeper {
  private static final Logger LOG = Logger.getLogger(TopicKeeper.class);

  private final ProjectRepository projects;
  private final ProjectTopics topics;
  private final ReentrantLock looking = new ReentrantLock();

  TopicKeeper(ProjectRepository projects, ProjectTopics topics) {
    this.projects = projects;
    this.topics = topics;
  }

  void lookNow(@Observes(during = TransactionPhase.AFTER_SUCCESS) Projects.TopicsWanted wanted) {
    Thread.ofVirtual().name("topics").start(this::look);
  }

  @Scheduled(
      every = "${mail-bridge.topics.interval:PT5S}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    looking.lock();
    try {
      // The projects first: one that is ready by then had its topics before they are listed.
      List<ProjectEntity> all = QuarkusTransaction.requiringNew().call(() -> projects.listAll());
      Set<String> existing = topics.existing();
      all.forEach(project -> look(project, existing));
    } catch (TopicsUnreachable e) {
      LOG.debugf("Topics can't be looked at: %s", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  private void look(ProjectEntity project, Set<String> existing) {
    ProjectId id = ProjectId.of(project.id);
    List<String> missing =
        ProjectTopics.names(id).stream().filter(name -> !existing.contains(name)).toList();
    TopicState now =
        switch (TopicState.of(project.topics)) {
          case PENDING -> {
            if (missing.isEmpty()) {
              yield TopicState.READY;
            }
            topics.create(id);
            LOG.infof("Made the topics %s", missing);
            // Brokers learn of a new topic a moment later: ready is what was seen.
            yield TopicState.PENDING;
          }
          case READY, MISSING -> missing.isEmpty() ? TopicState.READY : TopicState.MISSING;
        };
    if (!now.code().equals(project.topics)) {
      if (now == TopicState.MISSING) {
        LOG.errorf(
            "The topics %s are gone: project %s gets no mail until an administrator has them made"
                + " again (POST /api/v1/projects/%s/topics:remake)",
            missing, id, id);
      }
      // The state alone: a person may be changing the rest at this moment.
      QuarkusTransaction.requiringNew()
          .run(
              () ->
                  projects.update(
                      "topics = ?1 where id = ?2 and topics = ?3",
                      now.code(),
                      project.id,
                      project.topics));
    }
  }
}
