package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which projects can take mail. Asked before a mail is on its way: a transaction that names a topic
 * that isn't there would keep its whole partition waiting.
 */
@ApplicationScoped
public class ProjectTopics {
  private static final Duration KEPT = Duration.ofSeconds(15);
  private static final Duration NOT_SOONER = Duration.ofSeconds(1);

  private final Admin admin;
  private volatile Known known = new Known(Set.of(), 0);

  private record Known(Set<String> topics, long at) {
    boolean olderThan(Duration age) {
      return at == 0 || System.nanoTime() - at > age.toNanos();
    }
  }

  ProjectTopics(KafkaSettings kafka) {
    admin =
        Admin.create(
            kafka.with(Map.of("client.id", "imap-poller-topics", "enable.metrics.push", false)));
  }

  /** False when the topic is missing; true too when Kafka can't be asked. */
  public boolean exists(ProjectId project) {
    String topic = Topics.incoming(project);
    Known now = known;
    if (now.olderThan(KEPT) || (!now.topics().contains(topic) && now.olderThan(NOT_SOONER))) {
      now = ask(now);
    }
    return now.topics().isEmpty() || now.topics().contains(topic);
  }

  private synchronized Known ask(Known before) {
    if (known != before) {
      return known;
    }
    try {
      known = new Known(admin.listTopics().names().get(5, TimeUnit.SECONDS), System.nanoTime());
    } catch (ExecutionException | TimeoutException e) {
      known = new Known(before.topics(), System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return known;
  }

  void stop(@Observes ShutdownEvent event) {
    admin.close(Duration.ofSeconds(1));
  }
}
