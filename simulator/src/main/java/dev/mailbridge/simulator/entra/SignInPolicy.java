package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.User;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Account state, Conditional Access, MFA and consent: asked at sign-in and at each refresh. */
final class SignInPolicy {
  private final Directory directory;
  private final Settings settings;

  SignInPolicy(Directory directory, Settings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  boolean needsMfa(User user) {
    return settings.behaviour().mfaRequired() || user.mfaRequired();
  }

  /** Refuses a sign-in that no further step could mend. */
  void checkAccount(User user) {
    if (!user.accountEnabled()) {
      throw Aadsts.of(50057);
    }
    Behaviour behaviour = settings.behaviour();
    if (behaviour.conditionalAccessBlocks()) {
      throw Aadsts.of(53003);
    }
  }

  /** Refuses a token for a sign-in that happened at an earlier time. */
  void checkSession(User user, Instant signedInAt, boolean mfaDone) {
    checkAccount(user);
    if (user.validFrom().isPresent() && signedInAt.isBefore(user.validFrom().get())) {
      throw Aadsts.of(50173);
    }
    if (needsMfa(user) && !mfaDone) {
      throw Aadsts.of(50076);
    }
  }

  /** The permissions that the user or an administrator allowed the app. */
  Set<String> consented(App app, User user) {
    Set<String> names = new HashSet<>(directory.consented(app.clientId(), user.id()));
    if (app.adminConsent()) {
      names.addAll(app.delegatedPermissions());
    }
    return names;
  }

  void checkConsent(App app, User user, Set<String> permissions) {
    Set<String> missing = new HashSet<>(permissions);
    missing.removeAll(consented(app, user));
    if (!missing.isEmpty()) {
      throw Aadsts.of(
          65001,
          "The user or administrator has not consented to use the application with ID '"
              + app.clientId()
              + "' named '"
              + app.displayName()
              + "'. Send an interactive authorization request for this user and resource.");
    }
  }
}
