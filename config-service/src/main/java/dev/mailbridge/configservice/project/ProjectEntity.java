package dev.mailbridge.configservice.project;

import dev.mailbridge.contracts.ProjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "project")
class ProjectEntity {
  @Id String id;
  String name;
  boolean retired;

  /** {@link TopicState}'s code. */
  String topics;

  long revision;
  Instant updatedAt;

  Project view() {
    return new Project(ProjectId.of(id), name, retired, TopicState.of(topics), revision);
  }
}
