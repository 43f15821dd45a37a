package dev.mailbridge.erase;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A retention of one project's contents that is shorter than the store's own. The store doesn't
 * know whose a content is; the project's topic does, as long as the event lies there.
 */
final class ProjectRetention {
  private ProjectRetention() {}

  static RetentionReport run(
      Settings settings, ProjectId project, Duration age, boolean dryRun, Clock clock) {
    Instant before = clock.instant().minus(age);
    List<IncomingMail> old = new ArrayList<>();
    new Topic(settings.kafka(), Topics.incoming(project))
        .read(
            event -> {
              if (event.value() != null && event.timestamp() < before.toEpochMilli()) {
                old.add(ContractJson.read(event.value(), IncomingMail.class));
              }
            });
    try (ContentStore store = settings.content(clock)) {
      Contents contents = new Contents(store, dryRun);
      old.stream().flatMap(PersonMails::contents).distinct().forEach(contents::erase);
      return new RetentionReport(
          project.value(),
          dryRun,
          before,
          // Published again, a mail keeps its id.
          (int) old.stream().map(IncomingMail::id).distinct().count(),
          contents.erased(),
          contents.gone(),
          contents.notErased());
    }
  }
}
