package dev.mailbridge.imappoller.partition;

import dev.mailbridge.imappoller.source.AfterStep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** UIDs that were published and are not known to be marked, moved or deleted yet. */
final class UnfinishedMails {
  private final Map<String, Set<Long>> byFolder = new ConcurrentHashMap<>();

  Collection<Long> of(String cursorKey) {
    return byFolder.getOrDefault(cursorKey, Set.of());
  }

  void add(String cursorKey, List<AfterStep> steps) {
    for (AfterStep step : steps) {
      if (step.uid() != null) {
        byFolder.computeIfAbsent(cursorKey, key -> ConcurrentHashMap.newKeySet()).add(step.uid());
      }
    }
  }

  void begin(String cursorKey, Collection<Long> uids) {
    if (!uids.isEmpty()) {
      byFolder.computeIfAbsent(cursorKey, key -> ConcurrentHashMap.newKeySet()).addAll(uids);
    }
  }

  void finished(String cursorKey, Collection<Long> uids) {
    byFolder.getOrDefault(cursorKey, Set.of()).removeAll(uids);
  }
}
