package dev.mailbridge.testkit.books;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One side's entries: a nonce and the hash of the content that belongs to it. Thread-safe. */
final class Book {
  /** What came out. */
  record Finding(String nonce, String contentHash, boolean rightProject) {}

  private final Map<String, String> entered = new HashMap<>();

  synchronized void enter(String nonce, String contentHash) {
    entered.put(nonce, contentHash);
  }

  synchronized int size() {
    return entered.size();
  }

  synchronized Audit audit(List<Finding> findings) {
    Map<String, Integer> count = new HashMap<>();
    for (Finding finding : findings) {
      count.merge(finding.nonce(), 1, Integer::sum);
    }
    return new Audit(
        entered.size(),
        nonces(entered.keySet(), nonce -> !count.containsKey(nonce)),
        nonces(count.keySet(), nonce -> entered.containsKey(nonce) && count.get(nonce) > 1),
        findings.stream().filter(f -> !f.rightProject()).map(Finding::nonce).toList(),
        findings.stream()
            .filter(f -> entered.containsKey(f.nonce()))
            .filter(f -> !entered.get(f.nonce()).equals(f.contentHash()))
            .map(Finding::nonce)
            .toList(),
        nonces(count.keySet(), nonce -> !entered.containsKey(nonce)));
  }

  private static List<String> nonces(Iterable<String> all, Predicate<String> wanted) {
    List<String> result = new ArrayList<>();
    all.forEach(
        nonce -> {
          if (wanted.test(nonce)) {
            result.add(nonce);
          }
        });
    return result;
  }
}
