package dev.mailbridge.simulator.entra;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a token opens. One access token serves one resource. */
public enum Resource {
  OUTLOOK("https://outlook.office365.com", "https://outlook.office.com"),
  GRAPH("https://graph.microsoft.com");

  /** Delegated permissions that Exchange offers beside Graph. */
  private static final Set<String> OUTLOOK_SCOPES =
      Set.of(
          "IMAP.AccessAsUser.All",
          "POP.AccessAsUser.All",
          "SMTP.Send",
          "Mail.Read",
          "Mail.ReadWrite",
          "Mail.Send",
          "MailboxSettings.Read",
          "User.Read",
          "EWS.AccessAsUser.All");

  private static final Set<String> GRAPH_SCOPES =
      Set.of(
          "IMAP.AccessAsUser.All",
          "POP.AccessAsUser.All",
          "SMTP.Send",
          "Mail.Read",
          "Mail.Read.Shared",
          "Mail.ReadBasic",
          "Mail.ReadWrite",
          "Mail.ReadWrite.Shared",
          "Mail.Send",
          "Mail.Send.Shared",
          "MailboxSettings.Read",
          "User.Read",
          "User.Read.All",
          "User.ReadBasic.All",
          "Group.Read.All",
          "GroupMember.Read.All",
          "Directory.Read.All",
          "Application.Read.All");

  /** Application permissions that Exchange knows; the others are Graph's. */
  private static final Set<String> OUTLOOK_ROLES =
      Set.of("IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp", "full_access_as_app");

  private final List<String> identifiers;

  Resource(String... identifiers) {
    this.identifiers = List.of(identifiers);
  }

  public String audience() {
    return identifiers.getFirst();
  }

  boolean offers(String permission) {
    return (this == OUTLOOK ? OUTLOOK_SCOPES : GRAPH_SCOPES).contains(permission);
  }

  boolean hasRole(String permission) {
    return OUTLOOK_ROLES.contains(permission) == (this == OUTLOOK);
  }

  static Optional<Resource> of(URI identifier) {
    String wanted = identifier.getScheme() + "://" + identifier.getHost();
    return Arrays.stream(values())
        .filter(resource -> resource.identifiers.contains(wanted))
        .findFirst();
  }
}
