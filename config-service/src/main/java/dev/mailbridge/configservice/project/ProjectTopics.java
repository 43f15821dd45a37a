package dev.mailbridge.configservice.project;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics and sees which exist. Kafka's failures are translated here. */
@ApplicationScoped
class ProjectTopics {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String RETENTION = "retention.ms";
  private static final String CLEANUP = "cleanup.policy";

  private final TopicsConfig config;
  private final Map<String, Object> kafka;

  ProjectTopics(
      TopicsConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.config = config;
    this.kafka = kafka;
  }

  static List<String> names(ProjectId project) {
    return List.of(
        Topics.incoming(project),
        Topics.outgoing(project),
        Topics.delivery(project),
        Topics.users(project));
  }

  /**
   * @throws TopicsUnreachable when Kafka doesn't answer
   */
  Set<String> existing() {
    try (Admin admin = admin()) {
      return get(admin.listTopics().names());
    }
  }

  /**
   * @throws TopicsUnreachable when Kafka doesn't answer or doesn't make them
   */
  void create(ProjectId project) {
    String retention = String.valueOf(config.retention().toMillis());
    List<NewTopic> topics =
        Stream.concat(
                Stream.of(
                        Topics.incoming(project),
                        Topics.outgoing(project),
                        Topics.delivery(project))
                    .map(name -> topic(name).configs(Map.of(RETENTION, retention))),
                Stream.of(topic(Topics.users(project)).configs(Map.of(CLEANUP, "compact"))))
            .toList();
    try (Admin admin = admin()) {
      for (var made : admin.createTopics(topics).values().values()) {
        ignoreExisting(made);
      }
    }
  }

  private NewTopic topic(String name) {
    return new NewTopic(name, Optional.of(config.partitions()), config.replicationFactor());
  }

  private Admin admin() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> !AdminClientConfig.configNames().contains(name));
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
    return Admin.create(settings);
  }

  private static void ignoreExisting(org.apache.kafka.common.KafkaFuture<Void> made) {
    try {
      get(made);
    } catch (TopicsUnreachable e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new TopicsUnreachable(e.getCause());
    } catch (TimeoutException e) {
      throw new TopicsUnreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsUnreachable(e);
    }
  }

  static class TopicsUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsUnreachable(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }
}
