package dev.mailbridge.configservice.directory.run;

/**
 * A user as listed, and what would be published.
 *
 * @param source Graph's object; null for one who is gone from the directory
 * @param memberships see {@link Memberships}
 * @param event null for one whom the rules leave out
 * @param hash of the event
 */
record StagedUser(
    String id, String source, String memberships, String event, String hash, boolean enabled) {
  static StagedUser gone(String id) {
    return new StagedUser(id, null, "", null, null, false);
  }

  boolean wanted() {
    return event != null;
  }
}
