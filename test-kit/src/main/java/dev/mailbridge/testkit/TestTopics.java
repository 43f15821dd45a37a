package dev.mailbridge.testkit;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of the architecture, as the local stack does: 8 partitions each. */
public final class TestTopics {
  public static final int PARTITIONS = 8;
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  private TestTopics() {}

  public static void createAll(String bootstrapServers, ProjectId... projects) {
    create(
        bootstrapServers,
        Stream.concat(
                Stream.of(
                    compacted(Topics.MAILBOXES),
                    compacted(Topics.CURSORS),
                    byTime(Topics.LEDGER),
                    byTime(Topics.BOUNCES),
                    compacted(Topics.SENT),
                    compacted(Topics.STATUS),
                    byTime(Topics.DEAD_LETTER)),
                Stream.of(projects).flatMap(TestTopics::ofProject))
            .toList());
  }

  private static Stream<NewTopic> ofProject(ProjectId project) {
    return Stream.of(
        byTime(Topics.incoming(project)),
        byTime(Topics.outgoing(project)),
        byTime(Topics.delivery(project)),
        compacted(Topics.users(project)));
  }

  private static NewTopic byTime(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1);
  }

  private static NewTopic compacted(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1).configs(COMPACTED);
  }

  /** Topics that exist already are left as they are. */
  public static void create(String bootstrapServers, List<NewTopic> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (var result : admin.createTopics(topics).values().values()) {
        try {
          result.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException(e.getCause());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
