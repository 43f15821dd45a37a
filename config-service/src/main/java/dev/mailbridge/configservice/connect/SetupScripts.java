package dev.mailbridge.configservice.connect;

/**
 * What does the set-up, with the administrator's values in it.
 *
 * @param azureCli registers the app, in a shell
 * @param graphPowerShell the same in PowerShell
 * @param exchangeOnline what Exchange has to allow
 */
public record SetupScripts(String azureCli, String graphPowerShell, String exchangeOnline) {
  public static SetupScripts of(Setup setup) {
    return new SetupScripts(
        AzureCliScript.of(setup), GraphPowerShellScript.of(setup), ExchangeScript.of(setup));
  }
}
