package dev.mailbridge.configservice.connect;

import java.util.List;
import java.util.stream.Collectors;

/** Steps A to C by Microsoft Graph PowerShell (modules Applications and Identity.SignIns). */
final class GraphPowerShellScript {
  private GraphPowerShellScript() {}

  static String of(Setup setup) {
    List<Permission> permissions = Permission.of(setup);
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # Registers the app, makes a secret and grants the permissions. Run it as an administrator who
        # may grant admin consent. Needs: Install-Module Microsoft.Graph -Scope CurrentUser
        $ErrorActionPreference = 'Stop'
        Connect-MgGraph -NoWelcome%s -Scopes 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
        $graph = Get-MgServicePrincipal -Filter "appId eq '%s'"
        """
            .formatted(
                setup.tenant() == null ? "" : " -TenantId " + Quoted.powerShell(setup.tenant()),
                Permission.GRAPH));
    if (setup.appOnly()) {
      script.append(
          "$exchange = Get-MgServicePrincipal -Filter \"appId eq '%s'\"\n"
              .formatted(Permission.EXCHANGE));
    }
    script.append("$scopes = @(%s)\n".formatted(names(permissions, Permission.GRAPH, false)));
    script.append("$graphRoles = @(%s)\n".formatted(names(permissions, Permission.GRAPH, true)));
    script.append(
        """
        $graphAccess = @{ ResourceAppId = $graph.AppId; ResourceAccess = @(
          $scopes | ForEach-Object { $name = $_; @{ Id = ($graph.Oauth2PermissionScopes | Where-Object Value -EQ $name).Id; Type = 'Scope' } }
          $graphRoles | ForEach-Object { $name = $_; @{ Id = ($graph.AppRoles | Where-Object Value -EQ $name).Id; Type = 'Role' } }
        ) }
        """);
    if (setup.appOnly()) {
      script.append(
          """
          $exchangeRoles = @(%s)
          $exchangeAccess = @{ ResourceAppId = $exchange.AppId; ResourceAccess = @(
            $exchangeRoles | ForEach-Object { $name = $_; @{ Id = ($exchange.AppRoles | Where-Object Value -EQ $name).Id; Type = 'Role' } }
          ) }
          """
              .formatted(names(permissions, Permission.EXCHANGE, true)));
    }
    script.append(
        "$access = @(%s | Where-Object { $_.ResourceAccess.Count -gt 0 })\n"
            .formatted(setup.appOnly() ? "$graphAccess, $exchangeAccess" : "$graphAccess"));
    script.append(
        "$app = New-MgApplication -DisplayName %s -SignInAudience 'AzureADMyOrg' -RequiredResourceAccess $access%s\n"
            .formatted(
                Quoted.powerShell(setup.appName()),
                setup.appOnly()
                    ? ""
                    : " -Web @{ RedirectUris = @(%s) }"
                        .formatted(Quoted.powerShell(setup.redirectUri()))));
    script.append(
        """
        $principal = New-MgServicePrincipal -AppId $app.AppId
        # Admin consent.
        if ($scopes.Count -gt 0) {
          New-MgOauth2PermissionGrant -BodyParameter @{ clientId = $principal.Id; consentType = 'AllPrincipals'; resourceId = $graph.Id; scope = ($scopes -join ' ') } | Out-Null
        }
        foreach ($name in $graphRoles) {
          New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $graph.Id -AppRoleId ($graph.AppRoles | Where-Object Value -EQ $name).Id | Out-Null
        }
        """);
    if (setup.appOnly()) {
      script.append(
          """
          foreach ($name in $exchangeRoles) {
            New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $exchange.Id -AppRoleId ($exchange.AppRoles | Where-Object Value -EQ $name).Id | Out-Null
          }
          """);
    }
    script.append(
        """
        $secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{ displayName = 'mail bridge'; endDateTime = (Get-Date).ToUniversalTime().AddMonths(%d) }
        "Client ID: $($app.AppId)"
        "Tenant ID: $((Get-MgContext).TenantId)"
        "Secret:    $($secret.SecretText) (ends on $($secret.EndDateTime.ToString('yyyy-MM-dd')))"
        """
            .formatted(setup.months()));
    if (setup.appOnly()) {
      script.append("\"Object ID of the enterprise application: $($principal.Id)\"\n");
    }
    return script.toString();
  }

  private static String names(List<Permission> permissions, String api, boolean application) {
    return permissions.stream()
        .filter(p -> p.api().equals(api) && p.application() == application)
        .map(p -> Quoted.powerShell(p.name()))
        .collect(Collectors.joining(", "));
  }
}
