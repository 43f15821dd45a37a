package dev.mailbridge.configservice.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The set-up guide's part D, each step done by hand in each look, from the menu on. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class GuidePartDTest {
  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";

  FakeTokenService tokenService;

  @TestHTTPResource URL url;

  private Browser browser;
  private Browser.Look look;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    CleanConfiguration.make();
    tokenService.clear();
    browser = new Browser(url.toString());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Browser.Look.class)
  void shouldApplyTheOutgoingServerWhenStepOneIsDone(Browser.Look wanted) {
    // Given
    signIn(wanted);
    menu("Mail Settings");
    assertThat(page().getByText("Outgoing E-mail Server (SMTP)")).isVisible();

    // When
    browser.fill("Server", "smtp.contoso.example");
    browser.fill("Port", "2587");
    browser.button("Apply").click();

    // Then
    assertThat(page().getByText("Applied.")).isVisible();
    assertThat(page().getByLabel("Server", Browser.exactly())).hasValue("smtp.contoso.example");
    done("d1-mail-settings");
  }

  @ParameterizedTest
  @EnumSource(Browser.Look.class)
  void shouldEnableTheIntegrationWhenStepTwoIsDone(Browser.Look wanted) {
    // Given
    signIn(wanted);
    menu("Incoming Mail");
    page().getByLabel("Project", Browser.exactly()).selectOption("HelpDesk");
    page().waitForURL("**/mailboxes?project=helpdesk*");
    browser.link("Add").click();

    // When
    assertThat(page().getByLabel("Project", Browser.exactly())).hasValue("helpdesk");
    page().getByLabel("Mail address").fill("helpdesk@contoso.example");
    assertThat(page().getByLabel("Protocol")).hasValue("imap");
    assertThat(page().getByLabel("Enable this integration")).isChecked();
    browser.button("OK").click();
    assertThat(page().getByText("Saved.")).isVisible();
    browser.link("Mail Handling").click();
    page().waitForURL("**/rules");
    browser.button("Add a rule").click();
    page().getByLabel("Name of rule 1", Browser.exactly()).fill("Newsletters");
    page().getByLabel("Value of condition 1 of rule 1").fill("newsletter");
    page().getByLabel("What for action 1 of rule 1").fill("bulk");
    browser.button("OK").click();

    // Then
    assertThat(page().getByText("The rules hold for mails from now on")).isVisible();
    done("d2-mail-handling");
    menu("Incoming Mail");
    assertThat(page().getByText("helpdesk@contoso.example")).isVisible();
    done("d2-incoming-mail");
  }

  @ParameterizedTest
  @EnumSource(Browser.Look.class)
  void shouldKeepTheAppWhenStepThreeIsDone(Browser.Look wanted) {
    // Given
    signIn(wanted);
    menu("Configuration");
    page().getByLabel("Search all settings").fill("Import Users");
    browser.link("Import Users from Azure AD").click();

    // When
    browser.fill("Client ID", "6d2b9f4e-0c1a-4e56-8b2f-000000000003");
    browser.fill("Tenant ID", TENANT);
    browser.fill("Secret Key", "simulator-app-only-secret-000");
    browser.button("Apply").click();

    // Then
    assertThat(page().getByText("Saved.")).isVisible();
    assertThat(page().getByLabel("Secret Key", Browser.exactly()))
        .hasAttribute("placeholder", "kept: ends in 000");
    done("d3-import-users");
  }

  @ParameterizedTest
  @EnumSource(Browser.Look.class)
  void shouldKeepTheGuidesValuesWhenStepFourIsDone(Browser.Look wanted) {
    // Given: as in the guide's table
    Map<String, String> guide = new LinkedHashMap<>();
    guide.put("OAUTH2 Port", "3017");
    guide.put(
        "OAUTH2 Auth End Point",
        "https://login.microsoftonline.com/" + TENANT + "/oauth2/v2.0/authorize");
    guide.put(
        "OAUTH2 Token End Point",
        "https://login.microsoftonline.com/" + TENANT + "/oauth2/v2.0/token");
    guide.put("OAUTH2 Mail Client ID", "6d2b9f4e-0c1a-4e56-8b2f-000000000002");
    guide.put(
        "OAUTH2 Scope",
        "openid profile offline_access https://outlook.office365.com/SMTP.Send"
            + " https://outlook.office365.com/POP.AccessAsUser.All"
            + " https://outlook.office365.com/IMAP.AccessAsUser.All");
    signIn(wanted);
    menu("Configuration");
    page().getByLabel("Search all settings").fill("OAUTH2");
    browser.link("OAUTH2 Port").click();

    // When
    guide.forEach(browser::fill);
    browser.fill("OAUTH2 Mail Secret", "simulator-client-secret-000");
    page().getByLabel("OAUTH2 CodeChallenge", Browser.exactly()).selectOption("False");
    page().getByLabel("OAUTH2 Code Challenge Method", Browser.exactly()).selectOption("False");
    browser.button("Apply").click();

    // Then
    assertThat(page().getByText("Saved.")).isVisible();
    guide.forEach(
        (name, value) -> assertThat(page().getByLabel(name, Browser.exactly())).hasValue(value));
    assertThat(page().getByLabel("OAUTH2 CodeChallenge", Browser.exactly())).hasValue("False");
    assertThat(page().getByLabel("OAUTH2 Code Challenge Method", Browser.exactly()))
        .hasValue("False");
    done("d4-oauth2");
  }

  private void signIn(Browser.Look wanted) {
    look = wanted;
    browser.show(wanted);
    Administrator.signIn(page());
  }

  /** On a narrow screen the menu has to be opened first. */
  private void menu(String entry) {
    Locator toggler =
        page()
            .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Menu").setExact(true));
    if (toggler.isVisible()) {
      toggler.click();
    }
    page()
        .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(entry).setExact(true))
        .click();
    assertThat(
            page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(entry)).first())
        .isVisible();
  }

  private void done(String step) {
    assertThat(browser.keep(step, look)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  private Page page() {
    return browser.page();
  }
}
