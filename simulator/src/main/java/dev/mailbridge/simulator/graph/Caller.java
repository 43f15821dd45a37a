package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.AccessToken;
import java.util.Optional;
import java.util.Set;

/** Who calls: an app on behalf of a user, or on its own. */
record Caller(App app, Optional<User> user, AccessToken token) {

  boolean ownBehalf() {
    return user.isEmpty();
  }

  /** Delegated scopes or application roles. */
  Set<String> permissions() {
    return ownBehalf() ? token.roles() : token.scopes();
  }

  boolean hasAny(String... names) {
    for (String name : names) {
      if (permissions().contains(name)) {
        return true;
      }
    }
    return false;
  }
}
