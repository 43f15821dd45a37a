package dev.mailbridge.simulator.access;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.MailboxRight;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.AccessToken;
import dev.mailbridge.simulator.entra.AccessTokens;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.entra.TokenRefused;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.fault.Protocol;
import java.util.Map;
import java.util.Optional;

/** Decides log-ins of IMAP, POP3 and SMTP: audience, scope or role, user, and rights. */
public final class MailboxAccess {
  private static final Map<Protocol, String> SCOPES =
      Map.of(
          Protocol.IMAP, "IMAP.AccessAsUser.All",
          Protocol.POP3, "POP.AccessAsUser.All",
          Protocol.SMTP, "SMTP.Send");
  private static final Map<Protocol, String> ROLES =
      Map.of(
          Protocol.IMAP, "IMAP.AccessAsApp",
          Protocol.POP3, "POP.AccessAsApp",
          Protocol.SMTP, "SMTP.SendAsApp");

  private final Directory directory;
  private final AccessTokens tokens;
  private final Settings settings;
  private final Faults faults;

  public MailboxAccess(Directory directory, AccessTokens tokens, Settings settings, Faults faults) {
    this.directory = directory;
    this.tokens = tokens;
    this.settings = settings;
    this.faults = faults;
  }

  /** Decides one log-in. */
  public LogIn logIn(Protocol protocol, XOAuth2 response) {
    FaultPoint point = FaultPoint.of(protocol, response.user(), "authenticate");
    if (faults.take(point, FaultKind.TOKEN_EXPIRED).isPresent()) {
      return new LogIn.Refused("The token has expired");
    }
    if (faults.take(point, FaultKind.NOT_CONNECTED).isPresent()) {
      return new LogIn.NotConnected(response.user());
    }
    AccessToken token;
    try {
      token = tokens.verify(response.token());
    } catch (TokenRefused e) {
      return new LogIn.Refused(e.getMessage());
    }
    if (token.resource() != Resource.OUTLOOK) {
      return new LogIn.Refused("The token's audience is " + token.resource().audience());
    }
    return token.userId().isPresent()
        ? forUser(protocol, response.user(), token)
        : forApp(protocol, response.user(), token);
  }

  private LogIn forUser(Protocol protocol, String name, AccessToken token) {
    if (!token.scopes().contains(SCOPES.get(protocol))) {
      return new LogIn.Refused("The token lacks the scope " + SCOPES.get(protocol));
    }
    Optional<User> owner = token.userId().flatMap(directory::user);
    if (owner.isEmpty() || !owner.get().accountEnabled()) {
      return new LogIn.Refused("The token's user is gone or disabled");
    }
    if (token.revokedBy(owner.get())) {
      return new LogIn.Refused("The user's sessions were revoked");
    }
    Optional<User> target = directory.user(name);
    boolean own = target.map(user -> user.id().equals(owner.get().id())).orElse(false);
    String signedInAs = owner.get().userPrincipalName();
    if (protocol == Protocol.SMTP) {
      // Reported: SMTP wants the token owner's own address here, a shared one goes into From.
      return own
          ? smtp(owner.get(), signedInAs)
          : new LogIn.Refused("The user name is not the token's owner");
    }
    if (target.isEmpty() || target.get().imapDisabled()) {
      return new LogIn.NotConnected(name);
    }
    String mailbox = target.get().userPrincipalName();
    boolean allowed = own || directory.holds(signedInAs, mailbox, MailboxRight.Kind.FULL_ACCESS);
    return allowed
        ? new LogIn.Open(mailbox, signedInAs, signedInAs)
        : new LogIn.NotConnected(mailbox);
  }

  private LogIn forApp(Protocol protocol, String name, AccessToken token) {
    if (!token.roles().contains(ROLES.get(protocol))) {
      return new LogIn.Refused("The token lacks the role " + ROLES.get(protocol));
    }
    Optional<App> app = directory.app(token.clientId());
    Optional<User> target = directory.user(name);
    if (app.isEmpty() || target.isEmpty()) {
      return new LogIn.NotConnected(name);
    }
    String mailbox = target.get().userPrincipalName();
    String principal = app.get().servicePrincipalId();
    if (!directory.holds(principal, mailbox, MailboxRight.Kind.FULL_ACCESS)) {
      return protocol == Protocol.SMTP
          ? new LogIn.Refused("The app has no right on the mailbox")
          : new LogIn.NotConnected(mailbox);
    }
    return protocol == Protocol.SMTP
        ? smtp(target.get(), principal)
        : new LogIn.Open(mailbox, mailbox, principal);
  }

  private LogIn smtp(User user, String principal) {
    if (settings.behaviour().smtpAuthDisabled()) {
      return new LogIn.Disabled(true);
    }
    return user.smtpAuthDisabled()
        ? new LogIn.Disabled(false)
        : new LogIn.Open(user.userPrincipalName(), user.userPrincipalName(), principal);
  }

  /** Whether the signed-in one may write this address into From. */
  public boolean maySendAs(LogIn.Open logIn, String address) {
    Optional<User> sender = directory.user(logIn.mailbox());
    return sender.map(user -> user.hasAddress(address)).orElse(false)
        || directory
            .user(address)
            .map(
                user ->
                    directory.holds(
                        logIn.principal(), user.userPrincipalName(), MailboxRight.Kind.SEND_AS))
            .orElse(false);
  }
}
