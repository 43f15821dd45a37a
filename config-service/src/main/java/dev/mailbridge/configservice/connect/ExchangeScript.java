package dev.mailbridge.configservice.connect;

import java.util.stream.Collectors;

/**
 * What Exchange has to allow: SMTP AUTH for the mailboxes, and for app-only access the mailboxes
 * themselves, these and no others.
 */
final class ExchangeScript {
  private ExchangeScript() {}

  static String of(Setup setup) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # Needs: Install-Module ExchangeOnlineManagement%s -Scope CurrentUser; run it as an Exchange administrator.
        $ErrorActionPreference = 'Stop'
        """
            .formatted(setup.appOnly() ? ", Microsoft.Graph.Applications" : ""));
    script.append(
        setup.mailboxes().isEmpty()
            ? "$mailboxes = (Read-Host 'Mailboxes, with commas between them') -split '\\s*,\\s*'\n"
            : "$mailboxes = @(%s)\n".formatted(addresses(setup)));
    script.append("Connect-ExchangeOnline -ShowBanner:$false\n");
    script.append(
        """
        # The tenant can forbid SMTP AUTH; a mailbox's own setting decides.
        foreach ($mailbox in $mailboxes) { Set-CASMailbox -Identity $mailbox -SmtpClientAuthenticationDisabled $false }
        """);
    if (setup.appOnly()) {
      appOnly(setup, script);
    }
    return script.toString();
  }

  private static void appOnly(Setup setup, StringBuilder script) {
    script.append(
        setup.clientId() == null
            ? "$appId = Read-Host 'Client ID'\n"
            : "$appId = %s\n".formatted(Quoted.powerShell(setup.clientId())));
    script.append(
        """
        # The enterprise application's object id: the one of App registrations fails.
        Connect-MgGraph -NoWelcome%s -Scopes 'Application.Read.All'
        $objectId = (Get-MgServicePrincipal -Filter "appId eq '$appId'").Id
        if (-not $objectId) { throw "There is no enterprise application for $appId in this tenant" }
        if (-not (Get-ServicePrincipal | Where-Object AppId -EQ $appId)) {
          New-ServicePrincipal -AppId $appId -ObjectId $objectId -DisplayName %s | Out-Null
        }
        # IMAP, POP and SMTP.
        foreach ($mailbox in $mailboxes) {
          Add-MailboxPermission -Identity $mailbox -User $objectId -AccessRights FullAccess -AutoMapping $false | Out-Null
          Add-RecipientPermission -Identity $mailbox -Trustee $objectId -AccessRights SendAs -Confirm:$false | Out-Null
        }
        """
            .formatted(
                setup.tenant() == null ? "" : " -TenantId " + Quoted.powerShell(setup.tenant()),
                Quoted.powerShell(setup.appName())));
    if (setup.graph()) {
      graph(setup, script);
    }
    script.append(
        """
        # What it may do now; changes take up to two hours to be seen everywhere.
        foreach ($mailbox in $mailboxes) { Get-MailboxPermission -Identity $mailbox -User $objectId; Get-RecipientPermission -Identity $mailbox -Trustee $objectId }
        """);
  }

  /** RBAC for Applications; the older application access policies stand beside it. */
  private static void graph(Setup setup, StringBuilder script) {
    String scope = Quoted.powerShell(setup.appName() + " mailboxes");
    script.append(
        """
        # Microsoft Graph: RBAC for Applications. Don't grant Mail.* to the app in Entra beside it: that opens every mailbox.
        $filter = ($mailboxes | ForEach-Object { "PrimarySmtpAddress -eq '" + $_.Replace("'", "''") + "'" }) -join ' -or '
        New-ManagementScope -Name %1$s -RecipientRestrictionFilter $filter | Out-Null
        foreach ($role in 'Application Mail.ReadWrite', 'Application Mail.Send') {
          New-ManagementRoleAssignment -App $objectId -Role $role -CustomResourceScope %1$s | Out-Null
        }
        foreach ($mailbox in $mailboxes) { Test-ServicePrincipalAuthorization -Identity $objectId -Resource $mailbox | Format-Table }
        # Where Mail.* was granted in Entra already, close the other mailboxes by policies instead:
        # foreach ($mailbox in $mailboxes) { New-ApplicationAccessPolicy -AppId $appId -PolicyScopeGroupId $mailbox -AccessRight RestrictAccess -Description %1$s }
        # foreach ($mailbox in $mailboxes) { Test-ApplicationAccessPolicy -AppId $appId -Identity $mailbox }
        """
            .formatted(scope));
  }

  private static String addresses(Setup setup) {
    return setup.mailboxes().stream().map(Quoted::powerShell).collect(Collectors.joining(", "));
  }
}
