package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.SimulatorClock;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.Group;
import dev.mailbridge.simulator.directory.MailboxRight;
import dev.mailbridge.simulator.directory.SeedUsers;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.AccessTokens;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.BadCall;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.mail.MailStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@code /simulator/…}: users, groups, apps, rights, switches, time, issued tokens. */
public final class TenantControl {
  private final Directory directory;
  private final Settings settings;
  private final SimulatorClock clock;
  private final AccessTokens tokens;
  private final MailStore store;

  public TenantControl(
      Directory directory,
      Settings settings,
      SimulatorClock clock,
      AccessTokens tokens,
      MailStore store) {
    this.directory = directory;
    this.settings = settings;
    this.clock = clock;
    this.tokens = tokens;
    this.store = store;
  }

  public void register(Router router) {
    router
        .on("GET", "/simulator/behaviour", call -> Answer.json(200, settings.behaviour()))
        .on("PATCH", "/simulator/behaviour", this::patchBehaviour)
        .on("GET", "/simulator/clock", call -> clock())
        .on("POST", "/simulator/clock", this::moveClock)
        .on("GET", "/simulator/tokens", call -> Answer.json(200, tokens.issued()))
        .on("GET", "/simulator/users", call -> Answer.json(200, directory.users()))
        .on("PUT", "/simulator/users", this::putUser)
        .on("POST", "/simulator/users:seed", this::seedUsers)
        .on("PATCH", "/simulator/users/{id}", this::patchUser)
        .on("DELETE", "/simulator/users/{id}", this::deleteUser)
        .on("GET", "/simulator/groups", call -> Answer.json(200, directory.groups()))
        .on("PUT", "/simulator/groups", this::putGroup)
        .on("GET", "/simulator/apps", call -> Answer.json(200, directory.apps()))
        .on("PUT", "/simulator/apps", this::putApp)
        .on("PATCH", "/simulator/apps/{id}", this::patchApp)
        .on("DELETE", "/simulator/apps/{id}/consent", this::revokeConsent)
        .on("GET", "/simulator/rights", call -> Answer.json(200, directory.rights()))
        .on("PUT", "/simulator/rights", this::grant)
        .on("DELETE", "/simulator/rights", this::revoke);
  }

  private Answer patchBehaviour(Call call) {
    settings.use(Json.patched(settings.behaviour(), call.body(), Behaviour.class));
    return Answer.json(200, settings.behaviour());
  }

  /** Moves the time: {@code advance} by a duration, {@code to} an instant, or {@code reset}. */
  record Move(Optional<Duration> advance, Optional<Instant> to, Optional<Boolean> reset) {}

  private Answer clock() {
    return Answer.json(200, Map.of("now", clock.instant(), "offset", clock.offset()));
  }

  private Answer moveClock(Call call) {
    Move move = Json.read(call.body(), Move.class);
    move.reset().filter(Boolean::booleanValue).ifPresent(yes -> clock.reset());
    move.to().ifPresent(clock::moveTo);
    move.advance().ifPresent(clock::advance);
    return clock();
  }

  private Answer putUser(Call call) {
    User user = Json.read(call.body(), User.class);
    if (user.id() == null || user.userPrincipalName() == null || user.password() == null) {
      throw new BadCall(400, "id, userPrincipalName and password are needed");
    }
    directory.put(user);
    store.mailboxOrNew(user.userPrincipalName());
    return Answer.json(200, user);
  }

  /** Invented users {@code first} (0 when absent) and the following. */
  record Seed(Optional<Integer> first, int count) {}

  private Answer seedUsers(Call call) {
    Seed seed = Json.read(call.body(), Seed.class);
    SeedUsers.add(directory, seed.first().orElse(0), seed.count());
    return Answer.json(200, Map.of("users", directory.userCount()));
  }

  private Answer patchUser(Call call) {
    User user =
        directory
            .user(call.pathParameter("id"))
            .orElseThrow(() -> new BadCall(404, "No such user: " + call.pathParameter("id")));
    User patched = Json.patched(user, call.body(), User.class);
    directory.put(patched);
    return Answer.json(200, patched);
  }

  private Answer deleteUser(Call call) {
    if (!directory.deleteUser(call.pathParameter("id"))) {
      throw new BadCall(404, "No such user: " + call.pathParameter("id"));
    }
    return Answer.empty(204);
  }

  private Answer putGroup(Call call) {
    Group group = Json.read(call.body(), Group.class);
    directory.put(group);
    return Answer.json(200, group);
  }

  private Answer putApp(Call call) {
    App app = Json.read(call.body(), App.class);
    directory.put(app);
    return Answer.json(200, app);
  }

  private Answer patchApp(Call call) {
    App app = app(call);
    App patched = Json.patched(app, call.body(), App.class);
    directory.put(patched);
    return Answer.json(200, patched);
  }

  private App app(Call call) {
    return directory
        .app(call.pathParameter("id"))
        .orElseThrow(() -> new BadCall(404, "No such app: " + call.pathParameter("id")));
  }

  private Answer revokeConsent(Call call) {
    directory.revokeConsent(app(call).clientId());
    return Answer.empty(204);
  }

  private Answer grant(Call call) {
    directory.grant(Json.read(call.body(), MailboxRight.class));
    return Answer.empty(204);
  }

  private Answer revoke(Call call) {
    if (!directory.revoke(Json.read(call.body(), MailboxRight.class))) {
      throw new BadCall(404, "That right was not granted");
    }
    return Answer.empty(204);
  }
}
