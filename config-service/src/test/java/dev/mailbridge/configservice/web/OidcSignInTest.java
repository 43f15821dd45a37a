package dev.mailbridge.configservice.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.transfer.ConfigurationTransferTest;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As in a cluster: people sign in at an identity provider, here the simulated Entra. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
@QuarkusTestResource(value = SimulatorTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(OidcSignInTest.IdentityProvider.class)
class OidcSignInTest {
  /** Roles by the claim with the person's name: who is nobody here has none. */
  public static class IdentityProvider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "mail-bridge.admin.enabled", "false",
          "quarkus.oidc.tenant-enabled", "true",
          "quarkus.oidc.application-type", "hybrid",
          "quarkus.oidc.auth-server-url",
              "${simulator.http-url}/8f3c1e0a-5b7d-4a43-9d1c-000000000001/v2.0",
          "quarkus.oidc.client-id", "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
          "quarkus.oidc.credentials.secret", "simulator-client-secret-000",
          // The only redirect URI of the simulated tenant's app.
          "quarkus.oidc.authentication.redirect-path", "/",
          "quarkus.oidc.roles.role-claim-path", "preferred_username",
          "quarkus.http.auth.roles-mapping.\"helpdesk@contoso.example\"", "admin");
    }
  }

  @TestHTTPResource URL url;

  private Browser browser;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    browser = new Browser("http://localhost:" + url.getPort());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldGiveTheRoleOfTheClaimWhenSignedInAtTheProvider() {
    // When
    page().navigate("/audit");
    signIn("helpdesk@contoso.example");

    // Then: back where it began, as an administrator
    page().waitForURL("**/audit");
    assertThat(page().getByText("helpdesk@contoso.example").first()).isVisible();
    page().navigate("/mailboxes/new");
    assertThat(heading("Add a mailbox")).isVisible();
    assertThat(browser.inspect("oidc-mailbox-add")).isEmpty();

    // Then: the session is the pages' alone
    BrowserContext context = page().context();
    assertThat(context.cookies()).anyMatch(cookie -> cookie.name.startsWith("q_session"));
    assertThat(context.cookies())
        .filteredOn(cookie -> cookie.name.startsWith("q_"))
        .allMatch(cookie -> cookie.httpOnly);
    assertThat(context.request().get("/api/v1/projects").status()).isEqualTo(401);

    // When
    page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out").setExact(true))
        .click();

    // Then
    assertThat(heading("Signed out")).isVisible();
    assertThat(browser.inspect("oidc-signed-out")).isEmpty();
    assertThat(context.cookies()).noneMatch(cookie -> cookie.name.equals("q_session"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldShowNothingWhenThePersonHasNoRole() {
    // When
    page().navigate("/");
    signIn("ann@contoso.example");

    // Then
    assertThat(page().getByText("Your identity has no role that may do this")).isVisible();
  }

  @Test
  void shouldKnowNoLocalAdministratorWhenThereIsAProvider() {
    given()
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD)
        .get("/api/v1/projects")
        .then()
        .statusCode(401);
    given()
        .header("Authorization", "Bearer " + ConfigServiceTestResource.OPERATOR_KEY)
        .get("/api/v1/projects")
        .then()
        .statusCode(200);
  }

  @Test
  void shouldExportTheSameWhenThisEmptyInstanceTakesAnothersConfiguration() throws IOException {
    // Given: what the instance of the other tests has exported; this one has a database of its own
    Assumptions.assumeTrue(
        Files.exists(ConfigurationTransferTest.EXPORTED),
        "ConfigurationTransferTest has to run before");
    String exported = Files.readString(ConfigurationTransferTest.EXPORTED);
    assertThat(export()).doesNotContain("from-yaml");

    // When
    page().navigate("/configuration/yaml");
    signIn("helpdesk@contoso.example");
    page().waitForURL("**/configuration/yaml");
    page().getByLabel("Apply a document").fill(exported);
    page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply").setExact(true))
        .click();

    // Then
    assertThat(page().getByText("applied.")).isVisible();
    assertThat(export()).isEqualTo(exported);
  }

  private static String export() {
    return given()
        .header("Authorization", "Bearer " + ConfigServiceTestResource.OPERATOR_KEY)
        .get("/api/v1/configuration")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void shouldLetNobodyInWhenTheHeaderIsWrong() throws Exception {
    assertThat(new HostileVisitor(url.toURI()).withWrongCredentials()).isEmpty();
  }

  @Test
  void shouldAnswerAsARefusalWhenNoFormComes() throws Exception {
    assertThat(
            new HostileVisitor(url.toURI())
                .withWrongBodies("Bearer " + ConfigServiceTestResource.OPERATOR_KEY))
        .isEmpty();
  }

  private void signIn(String person) {
    page().getByLabel("Email").fill(person);
    page().getByLabel("Password").fill("simulator");
    page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
  }

  private Page page() {
    return browser.page();
  }

  private com.microsoft.playwright.Locator heading(String text) {
    return page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
  }
}
