package dev.mailbridge.simulator.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What every new simulator holds: Contoso, its help desk, and the apps that the guide registers.
 */
public final class SeedDirectory {
  public static final String TENANT_ID = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  public static final String DOMAIN = "contoso.example";
  public static final String CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-000000000002";
  public static final String CLIENT_SECRET = "simulator-client-secret-000";
  public static final String APP_ONLY_CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-000000000003";
  public static final String APP_ONLY_SECRET = "simulator-app-only-secret-000";
  public static final String HELPDESK = "helpdesk@contoso.example";
  public static final String ANN = "ann@contoso.example";
  public static final String SUPPORT = "support@contoso.example";
  public static final String CUSTOMER = "customer@customer.example";

  private static final String APP_ONLY_PRINCIPAL = "6d2b9f4e-0c1a-4e56-8b2f-000000000103";

  private SeedDirectory() {}

  public static Directory create(Clock clock) {
    Directory directory = new Directory(new Tenant(TENANT_ID, "Contoso", Set.of(DOMAIN)));
    directory.put(
        User.named("3a7e5c10-0000-4000-8000-000000000010", HELPDESK, "Help Desk")
            .asAdministrator());
    directory.put(User.named("3a7e5c10-0000-4000-8000-000000000011", ANN, "Ann Sample"));
    directory.put(
        User.named("3a7e5c10-0000-4000-8000-000000000012", SUPPORT, "Support").asShared());
    directory.put(
        new Group(
            "3a7e5c10-0000-4000-8000-000000000020",
            "Help desk agents",
            List.of("3a7e5c10-0000-4000-8000-000000000011")));
    directory.put(
        new Group(
            "3a7e5c10-0000-4000-8000-000000000021",
            "All of support",
            List.of(
                "3a7e5c10-0000-4000-8000-000000000020", "3a7e5c10-0000-4000-8000-000000000010")));
    directory.put(helpDeskMail(clock.instant()));
    directory.put(appOnly(clock.instant()));
    for (MailboxRight.Kind kind : MailboxRight.Kind.values()) {
      directory.grant(new MailboxRight(SUPPORT, HELPDESK, kind));
      for (String mailbox : List.of(HELPDESK, ANN, SUPPORT)) {
        directory.grant(new MailboxRight(mailbox, APP_ONLY_PRINCIPAL, kind));
      }
    }
    return directory;
  }

  private static App helpDeskMail(Instant now) {
    return new App(
        CLIENT_ID,
        "6d2b9f4e-0c1a-4e56-8b2f-000000000202",
        "6d2b9f4e-0c1a-4e56-8b2f-000000000102",
        "HelpDesk mail",
        SignInAudience.MY_ORG,
        false,
        List.of("http://localhost:3017/"),
        List.of(secret("6d2b9f4e-0c1a-4e56-8b2f-000000000302", CLIENT_SECRET, now)),
        List.of(),
        List.of(),
        Set.of(
            "openid",
            "profile",
            "email",
            "offline_access",
            "User.Read",
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
            "MailboxSettings.Read"),
        Set.of("User.Read.All", "GroupMember.Read.All", "Application.Read.All"),
        true);
  }

  private static App appOnly(Instant now) {
    return new App(
        APP_ONLY_CLIENT_ID,
        "6d2b9f4e-0c1a-4e56-8b2f-000000000203",
        APP_ONLY_PRINCIPAL,
        "HelpDesk app-only",
        SignInAudience.MY_ORG,
        false,
        List.of(),
        List.of(secret("6d2b9f4e-0c1a-4e56-8b2f-000000000303", APP_ONLY_SECRET, now)),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(
            "IMAP.AccessAsApp",
            "POP.AccessAsApp",
            "SMTP.SendAsApp",
            "Mail.ReadWrite",
            "Mail.Send",
            "User.Read.All",
            "GroupMember.Read.All",
            "Application.Read.All"),
        true);
  }

  private static AppSecret secret(String keyId, String value, Instant now) {
    return new AppSecret(keyId, "seed", value, now, now.plus(Duration.ofDays(730)));
  }
}
