package dev.mailbridge.imappoller.directory;

import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.MailAddress.KnownUser;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One project's enabled users by their addresses. Who is disabled isn't known any more: a leaver's
 * address may be another's tomorrow. One thread writes, any may read.
 */
final class ProjectUsers {
  private final Map<String, KnownUser> byAddress = new ConcurrentHashMap<>();
  private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();

  /** Those of an address that several have; the one with the least id is taken, as everywhere. */
  private final Map<String, List<KnownUser>> shared = new ConcurrentHashMap<>();

  Optional<KnownUser> find(String address) {
    return Optional.ofNullable(byAddress.get(key(address)));
  }

  int size() {
    return addresses.size();
  }

  void put(DirectoryUser user) {
    remove(user.id());
    if (!user.enabled()) {
      return;
    }
    List<String> own =
        Stream.concat(Stream.ofNullable(user.address()), user.addresses().stream())
            .map(ProjectUsers::key)
            .distinct()
            .toList();
    KnownUser known = new KnownUser(user.id(), shortened(user.department()), user.vip());
    addresses.put(user.id(), own);
    own.forEach(address -> add(address, known));
  }

  void remove(String id) {
    List<String> old = addresses.remove(id);
    if (old != null) {
      old.forEach(address -> take(address, id));
    }
  }

  private void add(String address, KnownUser user) {
    KnownUser other = byAddress.putIfAbsent(address, user);
    if (other != null) {
      List<KnownUser> all =
          Stream.concat(shared.getOrDefault(address, List.of(other)).stream(), Stream.of(user))
              .sorted(Comparator.comparing(KnownUser::id))
              .toList();
      shared.put(address, all);
      byAddress.put(address, all.getFirst());
    }
  }

  private void take(String address, String id) {
    List<KnownUser> all = shared.remove(address);
    if (all == null) {
      byAddress.remove(address);
      return;
    }
    List<KnownUser> others = all.stream().filter(user -> !user.id().equals(id)).toList();
    if (others.size() > 1) {
      shared.put(address, others);
    }
    byAddress.put(address, others.getFirst());
  }

  /** Many share a department's name: one text for all of them. */
  private static String shortened(String department) {
    return department == null ? null : department.intern();
  }

  private static String key(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }
}
