package dev.mailbridge.erase;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.ContentRef;
import java.util.ArrayList;
import java.util.List;

/** Erases from the content store and counts; a dry run only counts. */
final class Contents {
  private final ContentStore store;
  private final boolean dryRun;
  private final List<String> notErased = new ArrayList<>();
  private int erased;
  private int gone;

  Contents(ContentStore store, boolean dryRun) {
    this.store = store;
    this.dryRun = dryRun;
  }

  void erase(ContentRef content) {
    try {
      store.size(content);
      if (!dryRun) {
        store.erase(content);
      }
      erased++;
    } catch (ContentException.NotFound e) {
      gone++;
    } catch (ContentException e) {
      notErased.add("Content %s: %s".formatted(content, e.getMessage()));
    }
  }

  int erased() {
    return erased;
  }

  int gone() {
    return gone;
  }

  List<String> notErased() {
    return notErased;
  }
}
