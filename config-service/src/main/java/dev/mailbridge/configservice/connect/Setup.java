package dev.mailbridge.configservice.connect;

import java.util.List;

/**
 * What is to be set up.
 *
 * @param appName the app's name in Entra
 * @param tenant the Directory (tenant) ID or one of its domains; null for the one signed in to
 * @param clientId of an app that is there already; null when the script before printed it
 * @param mailboxes addresses; the app gets these and no others
 * @param months until the secret ends, 1 to 24
 * @param importsUsers whether Import Users from Azure AD is wanted too
 * @param graph whether mail goes over Microsoft Graph too
 */
public record Setup(
    Access access,
    String appName,
    String tenant,
    String clientId,
    String redirectUri,
    List<String> mailboxes,
    int months,
    boolean importsUsers,
    boolean graph) {
  private static final String NAME = "HelpDesk mail";
  private static final int LONGEST = 24;

  public Setup {
    appName = blank(appName) ? NAME : appName.strip();
    tenant = blank(tenant) ? null : tenant.strip();
    clientId = blank(clientId) ? null : clientId.strip();
    mailboxes = List.copyOf(mailboxes);
    months = Math.clamp(months, 1, LONGEST);
  }

  boolean appOnly() {
    return access == Access.APP_ONLY;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
