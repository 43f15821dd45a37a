package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The pages between the authorize request and the redirect: account, MFA, consent. */
final class SignInFlow {
  static final String SESSION_COOKIE = "SIMULATORSSO";
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** Permissions that only an administrator may consent to. */
  private static final Set<String> ADMIN_ONLY =
      Set.of(
          "User.Read.All",
          "Group.Read.All",
          "GroupMember.Read.All",
          "Directory.Read.All",
          "Application.Read.All");

  private final Map<String, SignIn> open = new ConcurrentHashMap<>();
  private final Map<String, String> sessions = new ConcurrentHashMap<>();
  private final EntraParts parts;

  SignInFlow(EntraParts parts) {
    this.parts = parts;
  }

  Answer start(
      Call call, App app, RequestedScopes scopes, SignIn.Target target, Map<String, String> query) {
    String prompt = query.getOrDefault("prompt", "");
    String tenant = call.pathParameter("tenant");
    SignIn signIn =
        new SignIn(
            UUID.randomUUID().toString(),
            tenant == null ? "common" : tenant,
            app,
            scopes,
            target,
            prompt.equals("consent"),
            parts.clock().instant().plus(LIFETIME));
    open.values().removeIf(one -> parts.clock().instant().isAfter(one.expiresAt()));
    open.put(signIn.id(), signIn);
    Optional<User> known = session(call);
    String hint = query.getOrDefault("login_hint", "");
    if (prompt.equals("none")) {
      User user = known.orElseThrow(() -> Aadsts.of(50058));
      signIn.signedIn(user);
      return next(signIn);
    }
    boolean sameAccount = hint.isEmpty() || known.map(user -> user.hasAddress(hint)).orElse(false);
    if (known.isPresent() && sameAccount && (prompt.isEmpty() || prompt.equals("consent"))) {
      signIn.signedIn(known.get());
      return next(signIn);
    }
    return SignInPages.account(signIn, hint, known, prompt.equals("login"), null);
  }

  private Optional<User> session(Call call) {
    return call.cookie(SESSION_COOKIE).map(sessions::get).flatMap(parts.accounts()::find);
  }

  void signOut(Call call) {
    call.cookie(SESSION_COOKIE).ifPresent(sessions::remove);
  }

  /** The account page's form, or a later page's. */
  Answer submit(Call call) {
    Map<String, String> form = call.form();
    SignIn signIn = open.get(form.getOrDefault("flow", ""));
    if (signIn == null || parts.clock().instant().isAfter(signIn.expiresAt())) {
      return SignInPages.error(Aadsts.of(50089));
    }
    if (form.containsKey("cancel")) {
      return decline(signIn);
    }
    return switch (form.getOrDefault("step", "account")) {
      case "mfa" -> mfa(signIn, form);
      case "consent" -> consent(signIn, form);
      default -> account(call, signIn, form);
    };
  }

  private Answer account(Call call, SignIn signIn, Map<String, String> form) {
    Optional<User> known = session(call);
    if (form.containsKey("continue") && known.isPresent()) {
      signIn.signedIn(known.get());
      return next(signIn);
    }
    String login = form.getOrDefault("login", "").strip();
    Optional<User> user = parts.accounts().find(login);
    if (user.isEmpty()) {
      return SignInPages.account(
          signIn,
          login,
          known,
          false,
          "This username may be incorrect. Make sure you typed it correctly. (AADSTS50034)");
    }
    if (!user.get().password().equals(form.get("passwd"))) {
      return SignInPages.account(
          signIn, login, known, false, "Your account or password is incorrect. (AADSTS50126)");
    }
    signIn.signedIn(user.get());
    String session = UUID.randomUUID().toString();
    sessions.put(session, user.get().id());
    return next(signIn)
        .with("Set-Cookie", SESSION_COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
  }

  private Answer mfa(SignIn signIn, Map<String, String> form) {
    if (signIn.user().isEmpty()) {
      return SignInPages.error(Aadsts.of(50089));
    }
    if (!SignInPages.MFA_CODE.equals(form.get("otc"))) {
      return SignInPages.mfa(signIn, "You didn't enter the expected verification code.");
    }
    signIn.passedMfa();
    return next(signIn);
  }

  private Answer consent(SignIn signIn, Map<String, String> form) {
    Optional<User> user = signIn.user();
    if (user.isEmpty() || !form.containsKey("accept")) {
      return decline(signIn);
    }
    App app = signIn.app();
    if (signIn.target().adminConsent()) {
      open.remove(signIn.id());
      parts.directory().put(app.withAdminConsent(true));
      return RedirectAnswer.adminConsent(signIn.target(), parts.accounts().tenantOf(user.get()));
    }
    Set<String> wanted = wanted(signIn);
    if (form.containsKey("organization") && user.get().administrator()) {
      parts
          .directory()
          .app(app.clientId())
          .ifPresent(one -> parts.directory().put(one.withAdminConsent(true)));
    }
    parts.directory().consent(app.clientId(), user.get().id(), wanted);
    return finish(signIn, user.get());
  }

  private Answer decline(SignIn signIn) {
    open.remove(signIn.id());
    signIn.target().device().ifPresent(DeviceCodes.Pending::decline);
    if (signIn.target().adminConsent()) {
      return RedirectAnswer.adminConsentDeclined(signIn.target());
    }
    return signIn.target().device().isPresent()
        ? SignInPages.message("Sign-in cancelled", "You can close this window.")
        : RedirectAnswer.error(signIn.target(), Aadsts.of(65004));
  }

  /** The next page that this sign-in needs, or its end. */
  private Answer next(SignIn signIn) {
    User user = signIn.user().orElseThrow();
    try {
      parts.tenants().checkAccount(user, signIn.tenant(), signIn.app());
      parts.policy().checkAccount(user);
    } catch (EntraException e) {
      return SignInPages.error(e);
    }
    if (parts.policy().needsMfa(user) && !signIn.mfaDone()) {
      return SignInPages.mfa(signIn, null);
    }
    App app = parts.directory().app(signIn.app().clientId()).orElse(signIn.app());
    Set<String> missing = new HashSet<>(wanted(signIn));
    if (!signIn.consentForced()) {
      missing.removeAll(parts.policy().consented(app, user));
    }
    if (signIn.target().adminConsent()) {
      return user.administrator()
          ? SignInPages.consent(signIn, user, allConfigured(app))
          : SignInPages.error(Aadsts.of(90094));
    }
    if (!missing.isEmpty()) {
      if (!user.administrator() && missing.stream().anyMatch(ADMIN_ONLY::contains)) {
        return SignInPages.error(Aadsts.of(90094));
      }
      return SignInPages.consent(signIn, user, missing);
    }
    return finish(signIn, user);
  }

  private static Set<String> allConfigured(App app) {
    Set<String> all = new HashSet<>(app.delegatedPermissions());
    all.addAll(app.applicationPermissions());
    return all;
  }

  private static Set<String> wanted(SignIn signIn) {
    return signIn.scopes().byDefault()
        ? signIn.app().delegatedPermissions()
        : signIn.scopes().permissions();
  }

  private Answer finish(SignIn signIn, User user) {
    open.remove(signIn.id());
    RequestedScopes scopes = signIn.scopes();
    AuthorizedUser authorized =
        new AuthorizedUser(
            signIn.app().clientId(),
            user.id(),
            scopes.resources().isEmpty() ? Resource.GRAPH : scopes.resources().iterator().next(),
            wanted(signIn),
            scopes.openId(),
            signIn.mfaDone(),
            signIn.target().nonce());
    if (signIn.target().device().isPresent()) {
      signIn.target().device().get().allow(authorized);
      return SignInPages.message(
          signIn.app().displayName(),
          "You have signed in to the application on your device. You may now close this window.");
    }
    String code =
        parts.codes().issue(authorized, signIn.target().redirectUri(), signIn.target().challenge());
    return RedirectAnswer.code(signIn.target(), code);
  }
}
