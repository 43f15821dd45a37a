package dev.mailbridge.configservice.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mailbridge.contracts.ProjectId;

/**
 * @param retired takes no new mailboxes
 * @param revision sent as ETag
 */
public record Project(
    ProjectId id, String name, boolean retired, TopicState topics, @JsonIgnore long revision) {}
