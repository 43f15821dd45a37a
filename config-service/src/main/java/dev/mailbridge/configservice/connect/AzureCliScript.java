package dev.mailbridge.configservice.connect;

/** Steps A to C by the Azure CLI, in a POSIX shell such as Azure Cloud Shell's. */
final class AzureCliScript {
  private AzureCliScript() {}

  static String of(Setup setup) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # Registers the app, makes a secret and grants the permissions. Run it as an administrator who
        # may grant admin consent, such as a Privileged Role Administrator.
        set -eu
        """);
    script.append(
        setup.tenant() == null
            ? "az account show >/dev/null 2>&1 || az login --allow-no-subscriptions\n"
            : "az login --allow-no-subscriptions --tenant %s >/dev/null\n"
                .formatted(Quoted.shell(setup.tenant())));
    script.append("NAME=%s\n".formatted(Quoted.shell(setup.appName())));
    script.append(
        setup.appOnly()
            ? """
            APP=$(az ad app create --display-name "$NAME" --sign-in-audience AzureADMyOrg --query appId -o tsv)
            """
            : """
            APP=$(az ad app create --display-name "$NAME" --sign-in-audience AzureADMyOrg --web-redirect-uris %s --query appId -o tsv)
            """
                .formatted(Quoted.shell(setup.redirectUri())));
    script.append(
        """
        az ad sp show --id "$APP" >/dev/null 2>&1 || az ad sp create --id "$APP" >/dev/null
        # Each permission is looked up by its name.
        scope() { az ad sp show --id "$1" --query "oauth2PermissionScopes[?value=='$2'].id | [0]" -o tsv; }
        role() { az ad sp show --id "$1" --query "appRoles[?value=='$2'].id | [0]" -o tsv; }
        """);
    for (Permission permission : Permission.of(setup)) {
      script.append(
          """
          az ad app permission add --id "$APP" --api %1$s --api-permissions "$(%2$s %1$s %3$s)=%4$s"
          """
              .formatted(
                  permission.api(),
                  permission.application() ? "role" : "scope",
                  permission.name(),
                  permission.application() ? "Role" : "Scope"));
    }
    script.append(
        """
        # A new app is known everywhere after a while only.
        for TRY in 1 2 3 4 5 6; do
          az ad app permission admin-consent --id "$APP" && break
          [ "$TRY" = 6 ] && echo 'Grant admin consent by hand: API permissions, Grant admin consent.'
          sleep 10
        done
        END=$(date -u -d '+%d months' +%%Y-%%m-%%d 2>/dev/null || date -u -v+%dm +%%Y-%%m-%%d)
        SECRET=$(az ad app credential reset --id "$APP" --append --display-name 'mail bridge' --end-date "$END" --query password -o tsv)
        echo "Client ID: $APP"
        echo "Tenant ID: $(az account show --query tenantId -o tsv)"
        echo "Secret:    $SECRET (ends on $END)"
        """
            .formatted(setup.months(), setup.months()));
    if (setup.appOnly()) {
      script.append(
          """
          echo "Object ID of the enterprise application: $(az ad sp show --id "$APP" --query id -o tsv)"
          """);
    }
    return script.toString();
  }
}
