package dev.mailbridge.simulator.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The one tenant's directory. Everything in it can change while the simulator runs. */
public final class Directory {
  private final Tenant tenant;
  private final NavigableMap<Long, Versioned<User>> users = new ConcurrentSkipListMap<>();
  private final Map<String, Long> places = new ConcurrentHashMap<>();
  private final List<Group> groups = new CopyOnWriteArrayList<>();
  private final List<App> apps = new CopyOnWriteArrayList<>();
  private final List<MailboxRight> rights = new CopyOnWriteArrayList<>();
  private final List<Consent> consents = new CopyOnWriteArrayList<>();
  private final List<Versioned<String>> deletedUsers = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong();

  /** A value and the directory's version that it came with: what Graph's delta is made of. */
  public record Versioned<T>(T value, long version) {}

  public Directory(Tenant tenant) {
    this.tenant = tenant;
  }

  public Tenant tenant() {
    return tenant;
  }

  public long version() {
    return version.get();
  }

  public List<User> users() {
    return users.values().stream().map(Versioned::value).toList();
  }

  public int userCount() {
    return users.size();
  }

  /** A user and its place in the list, which never changes: pages go on after the last one. */
  public record Listed(User user, long place) {}

  /**
   * A page of the users that were changed after a version.
   *
   * @param place of the last user of the page before, 0 for the first page
   */
  public List<Listed> usersAfter(long place, long since, Predicate<User> fits, int limit) {
    return users.tailMap(place, false).entrySet().stream()
        .filter(entry -> entry.getValue().version() > since)
        .map(entry -> new Listed(entry.getValue().value(), entry.getKey()))
        .filter(listed -> fits.test(listed.user()))
        .limit(limit)
        .toList();
  }

  /** Object ids of the users that were deleted after a version. */
  public List<String> usersDeletedAfter(long since) {
    return deletedUsers.stream()
        .filter(user -> user.version() > since)
        .map(Versioned::value)
        .toList();
  }

  public synchronized void put(User user) {
    long now = version.incrementAndGet();
    long place = places.computeIfAbsent(key(user.id()), id -> now);
    users.put(place, new Versioned<>(user, now));
    deletedUsers.removeIf(gone -> gone.value().equals(user.id()));
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  public synchronized boolean deleteUser(String idOrAddress) {
    Optional<User> user = user(idOrAddress);
    user.ifPresent(
        gone -> {
          users.remove(places.remove(key(gone.id())));
          deletedUsers.add(new Versioned<>(gone.id(), version.incrementAndGet()));
        });
    return user.isPresent();
  }

  /** Finds a user by object id or by any address. */
  public Optional<User> user(String idOrAddress) {
    Long place = places.get(key(idOrAddress));
    Versioned<User> known = place == null ? null : users.get(place);
    if (known != null) {
      return Optional.of(known.value());
    }
    return idOrAddress.indexOf('@') < 0
        ? Optional.empty()
        : users.values().stream()
            .map(Versioned::value)
            .filter(user -> user.hasAddress(idOrAddress))
            .findFirst();
  }

  public boolean isOwnDomain(String address) {
    String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    return tenant.domains().contains(domain);
  }

  public List<App> apps() {
    return List.copyOf(apps);
  }

  public synchronized void put(App app) {
    apps.removeIf(other -> other.clientId().equals(app.clientId()));
    apps.add(app);
  }

  public Optional<App> app(String clientIdOrObjectId) {
    return apps.stream()
        .filter(
            app ->
                app.clientId().equalsIgnoreCase(clientIdOrObjectId)
                    || app.objectId().equalsIgnoreCase(clientIdOrObjectId))
        .findFirst();
  }

  public List<Group> groups() {
    return List.copyOf(groups);
  }

  public synchronized void put(Group group) {
    groups.removeIf(other -> other.id().equals(group.id()));
    groups.add(group);
  }

  public Optional<Group> group(String id) {
    return groups.stream().filter(group -> group.id().equalsIgnoreCase(id)).findFirst();
  }

  public List<MailboxRight> rights() {
    return List.copyOf(rights);
  }

  public synchronized void grant(MailboxRight right) {
    revoke(right);
    rights.add(right);
  }

  public synchronized boolean revoke(MailboxRight right) {
    return rights.removeIf(other -> same(other, right));
  }

  public boolean holds(String principal, String mailbox, MailboxRight.Kind kind) {
    MailboxRight wanted = new MailboxRight(mailbox, principal, kind);
    return rights.stream().anyMatch(right -> same(right, wanted));
  }

  private static boolean same(MailboxRight one, MailboxRight other) {
    return one.kind() == other.kind()
        && one.mailbox().equalsIgnoreCase(other.mailbox())
        && one.principal().equalsIgnoreCase(other.principal());
  }

  public List<Consent> consents() {
    return List.copyOf(consents);
  }

  public Set<String> consented(String clientId, String userId) {
    Set<String> names = new HashSet<>();
    consents.stream()
        .filter(consent -> consent.clientId().equals(clientId) && consent.userId().equals(userId))
        .forEach(consent -> names.addAll(consent.permissions()));
    return names;
  }

  public synchronized void consent(String clientId, String userId, Set<String> permissions) {
    Set<String> all = new HashSet<>(consented(clientId, userId));
    all.addAll(permissions);
    consents.removeIf(
        consent -> consent.clientId().equals(clientId) && consent.userId().equals(userId));
    consents.add(new Consent(clientId, userId, all));
  }

  /** Takes back what users and administrators allowed an app. */
  public synchronized void revokeConsent(String clientId) {
    consents.removeIf(consent -> consent.clientId().equals(clientId));
    app(clientId).ifPresent(app -> put(app.withAdminConsent(false)));
  }

  /** Everything, for the state folder. */
  public synchronized DirectoryContent content() {
    return new DirectoryContent(
        users(), groups(), apps(), rights(), consents(), new ArrayList<>(deletedUsers), version());
  }

  /** Replaces everything with what the state folder holds. */
  public synchronized void restore(DirectoryContent content) {
    users.clear();
    places.clear();
    groups.clear();
    apps.clear();
    rights.clear();
    consents.clear();
    deletedUsers.clear();
    // A delta link from before the restart lists every user again: allowed, and never a lost
    // change.
    version.set(content.version());
    content.users().forEach(this::put);
    groups.addAll(content.groups());
    apps.addAll(content.apps());
    rights.addAll(content.rights());
    consents.addAll(content.consents());
    deletedUsers.addAll(content.deletedUsers());
  }
}
