package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.AfterStep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mails that were published and are not known to be marked, moved or deleted yet. */
final class UnfinishedMails {
  private final Map<String, Set<Long>> uids = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();

  Collection<Long> uids(String cursorKey) {
    return uids.getOrDefault(cursorKey, Set.of());
  }

  /** Of protocols without UIDs. */
  Collection<String> ids(String cursorKey) {
    return ids.getOrDefault(cursorKey, Set.of());
  }

  void add(String cursorKey, List<AfterStep> steps) {
    for (AfterStep step : steps) {
      if (step.uid() == null) {
        of(ids, cursorKey).add(step.sourceId());
      } else {
        of(uids, cursorKey).add(step.uid());
      }
    }
  }

  void begin(String cursorKey, FolderCursor cursor) {
    if (!cursor.unfinished().isEmpty()) {
      of(uids, cursorKey).addAll(cursor.unfinished());
    }
    if (!cursor.unfinishedIds().isEmpty()) {
      of(ids, cursorKey).addAll(cursor.unfinishedIds());
    }
  }

  void finished(String cursorKey, List<AfterStep> steps) {
    for (AfterStep step : steps) {
      if (step.uid() == null) {
        of(ids, cursorKey).remove(step.sourceId());
      } else {
        of(uids, cursorKey).remove(step.uid());
      }
    }
  }

  private static <T> Set<T> of(Map<String, Set<T>> map, String cursorKey) {
    return map.computeIfAbsent(cursorKey, key -> ConcurrentHashMap.newKeySet());
  }
}
