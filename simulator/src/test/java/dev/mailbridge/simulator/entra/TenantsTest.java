package dev.mailbridge.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.Accounts;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.SignInAudience;
import dev.mailbridge.simulator.http.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants in the path, account types of apps and users, and consent for a whole tenant. */
class TenantsTest {
  private Simulator simulator;
  private Browser browser;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    browser = new Browser(simulator.httpUrl());
  }

  @AfterEach
  void stop() {
    browser.close();
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    // audience, tenant in the path, account, AADSTS code or 0 when it is let in
    "MY_ORG, 8f3c1e0a-5b7d-4a43-9d1c-000000000001, helpdesk@contoso.example, 0",
    "MY_ORG, contoso.example, paula@fabrikam.example, 50020",
    "MY_ORG, contoso.example, sam@personal.example, 500200",
    "MY_ORG, common, helpdesk@contoso.example, 50194",
    "MY_ORG, consumers, sam@personal.example, 9002331",
    "MY_ORG, fabrikam.example, paula@fabrikam.example, 700016",
    "MY_ORG, nowhere.example, helpdesk@contoso.example, 90002",
    "MULTIPLE_ORGS, organizations, paula@fabrikam.example, 0",
    "MULTIPLE_ORGS, fabrikam.example, paula@fabrikam.example, 0",
    "MULTIPLE_ORGS, contoso.example, paula@fabrikam.example, 50020",
    "MULTIPLE_ORGS, common, sam@personal.example, 500200",
    "MULTIPLE_ORGS_AND_PERSONAL, common, sam@personal.example, 0",
    "MULTIPLE_ORGS_AND_PERSONAL, consumers, sam@personal.example, 0",
    "PERSONAL, consumers, sam@personal.example, 0",
    "PERSONAL, contoso.example, helpdesk@contoso.example, 9002346",
  })
  void shouldLetInWhomTheAppAndThePathAreFor(
      SignInAudience audience, String tenant, String account, int code) throws Exception {
    // Given
    audience(audience);

    // When
    HttpResponse<String> page = browser.get(authorize(tenant));
    if (page.statusCode() == 200) {
      page = browser.signIn(page, account);
    }

    // Then
    if (code == 0) {
      assertThat(page.body() + page.headers().firstValue("Location").orElse(""))
          .containsAnyOf("Permissions requested", "code=");
    } else {
      assertThat(page.body()).contains("AADSTS" + code + ":");
    }
  }

  @Test
  void shouldIssueTokensOfTheAccountsOwnTenant() throws Exception {
    // Given
    audience(SignInAudience.MULTIPLE_ORGS);
    HttpResponse<String> consent =
        browser.signIn(browser.get(authorize("organizations")), Accounts.OTHER_USER);

    // When
    HttpResponse<String> redirect =
        consent.statusCode() == 302
            ? consent
            : browser.submit(consent, Map.of("step", "consent", "accept", "true"));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", SeedDirectory.CLIENT_ID);
    form.put("client_secret", SeedDirectory.CLIENT_SECRET);
    form.put("redirect_uri", "http://localhost:3017/");
    form.put("code", Browser.parameters(redirect).get("code"));
    HttpResponse<String> answer =
        browser.post(simulator.httpUrl() + "/organizations/oauth2/v2.0/token", form);

    // Then
    String token = Json.MAPPER.readTree(answer.body()).path("access_token").asText();
    String payload = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    assertThat(Json.MAPPER.readTree(payload).path("tid").asText())
        .isEqualTo(Accounts.OTHER_TENANT_ID);
  }

  @Test
  void shouldConsentForTheWholeTenantWhenTheAdministratorAccepts() throws Exception {
    // Given
    simulator.directory().revokeConsent(SeedDirectory.CLIENT_ID);

    // When
    HttpResponse<String> consent =
        browser.signIn(browser.get(adminConsent("contoso.example")), SeedDirectory.HELPDESK);
    assertThat(consent.body()).contains("User.Read.All", "SMTP.Send");
    HttpResponse<String> redirect =
        browser.submit(consent, Map.of("step", "consent", "accept", "true"));

    // Then
    assertThat(Browser.parameters(redirect))
        .containsEntry("admin_consent", "True")
        .containsEntry("tenant", SeedDirectory.TENANT_ID)
        .containsEntry("state", "s1");
    assertThat(app().adminConsent()).isTrue();
  }

  @Test
  void shouldConsentToNothingWhenItIsNoAdministratorOrCancelled() throws Exception {
    // Given
    simulator.directory().revokeConsent(SeedDirectory.CLIENT_ID);

    // When
    HttpResponse<String> user =
        browser.signIn(browser.get(adminConsent("contoso.example")), SeedDirectory.ANN);
    HttpResponse<String> page = browser.get(adminConsent("contoso.example") + "&prompt=login");
    HttpResponse<String> cancelled =
        browser.submit(
            new Browser(simulator.httpUrl()).get(adminConsent("contoso.example")),
            Map.of("cancel", "true"));

    // Then
    assertThat(user.body()).contains("AADSTS90094");
    assertThat(page.statusCode()).isIn(200, 400);
    assertThat(Browser.parameters(cancelled)).containsEntry("error", "permission_denied");
    assertThat(app().adminConsent()).isFalse();
  }

  @Test
  void shouldRefuseTheAppItselfWhereItHasNoServicePrincipal() throws Exception {
    // Given
    audience(SignInAudience.MULTIPLE_ORGS);

    // When
    HttpResponse<String> answer =
        browser.post(
            simulator.httpUrl() + "/fabrikam.example/oauth2/v2.0/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                SeedDirectory.CLIENT_ID,
                "client_secret",
                SeedDirectory.CLIENT_SECRET,
                "scope",
                "https://graph.microsoft.com/.default"));

    // Then
    assertThat(answer.body()).contains("AADSTS7000229");
  }

  private App app() {
    return simulator.directory().app(SeedDirectory.CLIENT_ID).orElseThrow();
  }

  private void audience(SignInAudience audience) {
    App app = app();
    simulator
        .directory()
        .put(
            new App(
                app.clientId(),
                app.objectId(),
                app.servicePrincipalId(),
                app.displayName(),
                audience,
                app.publicClient(),
                app.redirectUris(),
                app.secrets(),
                app.certificates(),
                app.federatedCredentials(),
                app.delegatedPermissions(),
                Set.of(),
                app.adminConsent()));
  }

  private String authorize(String tenant) {
    return simulator.httpUrl()
        + "/"
        + tenant
        + "/oauth2/v2.0/authorize?"
        + Browser.encode(
            Map.of(
                "client_id", SeedDirectory.CLIENT_ID,
                "response_type", "code",
                "redirect_uri", "http://localhost:3017/",
                "scope", "openid offline_access https://graph.microsoft.com/User.Read"));
  }

  private String adminConsent(String tenant) {
    return simulator.httpUrl()
        + "/"
        + tenant
        + "/adminconsent?"
        + Browser.encode(
            Map.of(
                "client_id", SeedDirectory.CLIENT_ID,
                "redirect_uri", "http://localhost:3017/",
                "state", "s1"));
  }
}
