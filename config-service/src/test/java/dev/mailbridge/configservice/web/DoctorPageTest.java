package dev.mailbridge.configservice.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mailbridge.configservice.FakeMailServices.steps;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeMailServices;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From nothing to a mailbox that was tried from end to end: Connect Office 365, then Doctor. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class DoctorPageTest {
  @TestHTTPResource URL url;

  FakeTokenService tokenService;
  FakeMailServices mailServices;

  private Browser browser;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    CleanConfiguration.make();
    tokenService.clear();
    mailServices.senderDown(false);
    browser = new Browser(url.toString());
    Administrator.signIn(page());
  }

  @AfterEach
  void close() {
    mailServices.senderDown(true);
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldConnectAndTryEveryStepWhenTheAppIsEntered() {
    // Given
    page().navigate("/connect");
    page().getByLabel("Access").selectOption("app-only");
    page().getByLabel("Name of the app").fill("O'Neil's desk");
    page().getByLabel("Mailboxes", Browser.exactly()).fill("helpdesk@contoso.example");
    page().getByLabel("Mail over Microsoft Graph too").check();
    page()
        .getByText("Exchange Online PowerShell", new Page.GetByTextOptions().setExact(true))
        .click();
    assertThat(page().locator("#exchange")).containsText("'O''Neil''s desk mailboxes'");
    assertThat(page().locator("#permissions")).containsText("IMAP.AccessAsApp");
    assertThat(browser.inspect("connect-app-only")).isEmpty();

    // When: the Secret ID, then what the tenant doesn't take, then all is right
    browser.button("Save and check").click();
    assertThat(page().getByText("Enter the Directory (tenant) ID")).isVisible();
    browser.fill("Directory (tenant) ID", "8f3c1e0a-5b7d-4a43-9d1c-000000000001");
    browser.fill("Application (client) ID", "6d2b9f4e-0c1a-4e56-8b2f-000000000003");
    browser.fill("Secret value", "6d2b9f4e-0c1a-4e56-8b2f-000000000009");
    browser.button("Save and check").click();
    assertThat(page().getByText("This looks like the Secret ID")).isVisible();
    assertThat(browser.inspect("connect-wrong")).isEmpty();
    tokenService.checks(
        () -> FakeTokenService.failed("CREDENTIAL_EXPIRED", "Make a new client secret in Entra."));
    browser.fill("Secret value", "simulator-app-only-secret-000");
    browser.button("Save and check").click();
    assertThat(page().getByText("Make a new client secret in Entra.")).isVisible();
    tokenService.checks(FakeTokenService::passed);
    browser.button("Save and check").click();
    assertThat(page().getByText("The tenant was found and takes")).isVisible();
    assertThat(page().getByText("Discovery")).isVisible();
    assertThat(browser.inspect("connect-entered")).isEmpty();

    // Then: a mailbox with it
    browser.link("Add a mailbox").click();
    page().getByLabel("Mail address").fill("helpdesk@contoso.example");
    page().getByLabel("Way to sign in").selectOption("client-credentials");
    browser.button("OK").click();
    assertThat(page().getByText("Saved.")).isVisible();
    tokenService.signedIn("helpdesk-contoso");
    chooseFolders();
    tryEveryStep();
  }

  private void chooseFolders() {
    // Given
    mailServices.folders(List.of("INBOX", "Archive/2026", "Köln, Süd"));
    browser.link("Edit").click();

    // When
    browser.button("Choose from the mailbox's folders").click();
    page().getByLabel("Archive/2026").check();
    page().getByLabel("Köln, Süd").check();
    page().getByLabel("INBOX", Browser.exactly()).uncheck();
    assertThat(page().getByLabel("Folders", Browser.exactly())).hasValue("Archive/2026\nKöln, Süd");
    assertThat(browser.inspect("mailbox-folders")).isEmpty();
    browser.button("OK").click();

    // Then
    assertThat(page().getByText("Archive/2026, Köln, Süd")).isVisible();
    assertThat(mailServices.received().stream().filter(r -> r.path().endsWith(":folders")))
        .allMatch(r -> r.body().path("mailbox").path("id").asText().equals("helpdesk-contoso"));
  }

  private void tryEveryStep() {
    // Given
    mailServices.pollerChecks(
        request ->
            request.path("messageId").isTextual()
                ? steps("passed|The mail|It lies in INBOX.")
                : steps(
                    "passed|Sign-in|The server took the token.",
                    "failed|director@contoso.example stays closed|It can be opened with this app's"
                        + " token.|Remove-MailboxPermission"));
    mailServices.senderChecks(request -> steps("passed|Sign-in|The server took the token."));

    // When
    page().navigate("/mailboxes/helpdesk-contoso");
    browser.link("Doctor").click();
    assertThat(browser.inspect("doctor")).isEmpty();
    browser.fill("A mailbox that must stay closed", "director@contoso.example");
    browser.button("Run all checks").click();

    // Then
    assertThat(page().getByText("It can be opened with this app's token.")).isVisible();
    assertThat(page().getByText("→ Remove-MailboxPermission")).isVisible();
    assertThat(page().getByText("It lies in INBOX.")).isVisible();
    assertThat(page().getByText("Trying …")).hasCount(0);
    assertThat(browser.inspect("doctor-report")).isEmpty();
    page().navigate("/connect");
    browser.button("Try every step").click();
    assertThat(page().getByText("The server took the token.")).hasCount(2);
    assertThat(page().getByText("Trying …")).hasCount(0);
    assertThat(browser.inspect("connect-verified")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  private Page page() {
    return browser.page();
  }
}
