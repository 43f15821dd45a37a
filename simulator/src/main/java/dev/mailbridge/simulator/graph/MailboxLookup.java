package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.directory.MailboxRight;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import java.util.Locale;
import java.util.Map;

/** Finds the mailbox and the folder that a request names, and checks the right to them. */
final class MailboxLookup {
  private static final Map<String, String> WELL_KNOWN =
      Map.of(
          "inbox", "INBOX",
          "sentitems", "Sent Items",
          "drafts", "Drafts",
          "deleteditems", "Deleted Items",
          "archive", "Archive",
          "junkemail", "Junk Email",
          "outbox", "Outbox",
          "conversationhistory", "Conversation History");

  /** What is to be done with the mailbox, and the permissions for it. */
  enum Use {
    READ("Mail.Read", "Mail.ReadWrite"),
    WRITE("Mail.ReadWrite"),
    SEND("Mail.Send");

    private final String[] permissions;

    Use(String... permissions) {
      this.permissions = permissions;
    }

    private String[] shared() {
      String[] names = permissions.clone();
      for (int i = 0; i < names.length; i++) {
        names[i] += ".Shared";
      }
      return names;
    }
  }

  private final GraphParts parts;

  MailboxLookup(GraphParts parts) {
    this.parts = parts;
  }

  Mailbox mailbox(Caller caller, Call call, Use use) {
    return parts.store().mailboxOrNew(user(caller, call, use).userPrincipalName());
  }

  private User user(Caller caller, Call call, Use use) {
    String named = call.pathParameter("user");
    User user =
        named == null
            ? caller
                .user()
                .orElseThrow(
                    () ->
                        GraphException.badRequest(
                            "/me request is only valid with delegated authentication flow."))
            : parts
                .directory()
                .user(named)
                .orElseThrow(
                    () ->
                        new GraphException(
                            404,
                            "ErrorInvalidUser",
                            "The requested user '" + named + "' is invalid."));
    if (!allowed(caller, user, use)) {
      throw new GraphException(
          403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    }
    return user;
  }

  private boolean allowed(Caller caller, User mailbox, Use use) {
    if (caller.ownBehalf()) {
      return caller.hasAny(use.permissions);
    }
    User user = caller.user().orElseThrow();
    if (user.id().equals(mailbox.id())) {
      return caller.hasAny(use.permissions) || caller.hasAny(use.shared());
    }
    MailboxRight.Kind right =
        use == Use.SEND ? MailboxRight.Kind.SEND_AS : MailboxRight.Kind.FULL_ACCESS;
    return caller.hasAny(use.shared())
        && parts.directory().holds(user.userPrincipalName(), mailbox.userPrincipalName(), right);
  }

  /** Who sends, as the submission rules want to know it. */
  LogIn.Open sender(Caller caller, Call call) {
    User mailbox = user(caller, call, Use.SEND);
    String principal =
        caller.user().map(User::userPrincipalName).orElse(caller.app().servicePrincipalId());
    return new LogIn.Open(mailbox.userPrincipalName(), mailbox.userPrincipalName(), principal);
  }

  /** A folder by its id or its well-known name. */
  static MailFolder folder(Mailbox mailbox, String idOrName) {
    String known = WELL_KNOWN.get(idOrName.toLowerCase(Locale.ROOT));
    return mailbox.folders().stream()
        .filter(folder -> folder.id().equals(idOrName) || folder.name().equals(known))
        .findFirst()
        .orElseThrow(GraphException::notFound);
  }
}
