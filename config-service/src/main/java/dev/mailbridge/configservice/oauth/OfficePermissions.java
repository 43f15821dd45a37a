package dev.mailbridge.configservice.oauth;

import java.util.List;

/** What an administrator grants to the app in Entra. The guide's list, completed. */
public final class OfficePermissions {
  public static final OfficePermissions ALL = new OfficePermissions();

  private static final List<String> DELEGATED =
      List.of(
          "email",
          "offline_access",
          "openid",
          "profile",
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
          "MailboxSettings.Read");

  /** Of Office 365 Exchange Online, not of Microsoft Graph. */
  private static final List<String> APP_ONLY =
      List.of("IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp");

  private static final List<String> DIRECTORY = List.of("User.Read.All", "GroupMember.Read.All");

  private OfficePermissions() {}

  /** Microsoft Graph, delegated. */
  public List<String> delegated() {
    return DELEGATED;
  }

  public List<String> appOnly() {
    return APP_ONLY;
  }

  /** Microsoft Graph, application; for Import Users from Azure AD. */
  public List<String> directory() {
    return DIRECTORY;
  }
}
