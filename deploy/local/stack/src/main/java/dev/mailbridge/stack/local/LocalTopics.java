package dev.mailbridge.stack.local;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.StackException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that the services expect; what is there already stays as it is. */
final class LocalTopics {
  private static final int PARTITIONS = 8;
  private static final short REPLICAS = 1;
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");

  private LocalTopics() {}

  static void create(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "200",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            "60000");
    try (Admin admin = Admin.create(settings)) {
      Set<String> present = new HashSet<>(admin.listTopics().names().get());
      List<NewTopic> missing =
          all().stream().filter(topic -> !present.contains(topic.name())).toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new StackException("Can't create the topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while creating the topics", e);
    }
  }

  private static List<NewTopic> all() {
    List<NewTopic> topics = new ArrayList<>();
    for (String name : List.of(Topics.MAILBOXES, Topics.CURSORS, Topics.SENT, Topics.STATUS)) {
      topics.add(topic(name, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
    topics.add(topic(Topics.users(HELPDESK), TopicConfig.CLEANUP_POLICY_COMPACT));
    for (String name :
        List.of(
            Topics.LEDGER,
            Topics.BOUNCES,
            Topics.DEAD_LETTER,
            Topics.incoming(HELPDESK),
            Topics.outgoing(HELPDESK),
            Topics.delivery(HELPDESK))) {
      topics.add(topic(name, TopicConfig.CLEANUP_POLICY_DELETE));
    }
    return topics;
  }

  private static NewTopic topic(String name, String cleanupPolicy) {
    return new NewTopic(name, PARTITIONS, REPLICAS)
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy));
  }
}
