package dev.mailbridge.simulator.entra;

import com.nimbusds.jose.jwk.RSAKey;
import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.Accounts;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.fault.HttpFaults;
import java.time.Clock;

/** What the endpoints share. */
record EntraParts(
    Directory directory,
    Accounts accounts,
    Settings settings,
    Clock clock,
    String baseUrl,
    Faults faults,
    HttpFaults httpFaults,
    AccessTokens accessTokens,
    RefreshTokens refreshTokens,
    AuthorizationCodes codes,
    DeviceCodes deviceCodes,
    Tenants tenants,
    SignInPolicy policy,
    ClientCredentialCheck credentials,
    RequestLoop loop) {

  static EntraParts create(
      Directory directory,
      Settings settings,
      Clock clock,
      String baseUrl,
      Faults faults,
      HttpFaults httpFaults,
      RSAKey key) {
    Accounts accounts = new Accounts(directory);
    return new EntraParts(
        directory,
        accounts,
        settings,
        clock,
        baseUrl,
        faults,
        httpFaults,
        new AccessTokens(key, accounts, settings, clock, baseUrl),
        new RefreshTokens(settings, clock),
        new AuthorizationCodes(clock),
        new DeviceCodes(clock),
        new Tenants(directory, accounts),
        new SignInPolicy(directory, settings),
        new ClientCredentialCheck(new ClientAssertionCheck(clock, new IssuerKeys()), clock),
        new RequestLoop(settings, clock));
  }
}
