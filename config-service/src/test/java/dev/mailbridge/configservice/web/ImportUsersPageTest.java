package dev.mailbridge.configservice.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.directory.FakeGraph;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's steps 15 to 18 in a browser: Import Users from Azure AD. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class ImportUsersPageTest {
  @TestHTTPResource URL url;

  private Browser browser;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    CleanConfiguration.make();
    browser = new Browser(url.toString());
    Administrator.signIn(page());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldImportUsersWhenAppAndRulesAreEntered() {
    try (FakeGraph graph = new FakeGraph()) {
      // Given
      page().navigate("/configuration?search=Import Users from Azure AD");
      browser.link("Import Users from Azure AD").click();
      assertThat(heading("Import Users from Azure AD")).isVisible();
      browser.fill("Tenant ID", "8f3c1e0a-5b7d-4a43-9d1c-000000000001");
      browser.fill("Client ID", "wrong");
      browser.fill("Members of these groups", "Everybody");
      page().getByLabel("Attribute of condition 1", Browser.exactly()).fill("jobTitle");
      page().getByLabel("Comparison of condition 1", Browser.exactly()).selectOption("matches");
      page().getByLabel("Value of condition 1", Browser.exactly()).fill("(");
      browser.button("Apply").click();
      assertThat(page().getByText("Enter the group's Object ID")).isVisible();
      assertThat(page().getByText("This is no regular expression")).isVisible();
      assertThat(browser.inspect("directory-wrong")).isEmpty();

      // When
      browser.fill("Client ID", "6d2b9f4e-0c1a-4e56-8b2f-000000000003");
      browser.fill("Secret Key", "simulator-app-only-secret-000");
      page().getByLabel("Cloud", Browser.exactly()).selectOption("custom");
      browser.fill("Token End Point", graph.url() + "/token");
      browser.fill("Graph URL", graph.url());
      browser.fill("Members of these groups", "");
      page().getByLabel("Value of condition 1", Browser.exactly()).fill("(?i)engineer|^$");
      page().getByLabel("Field 1", Browser.exactly()).fill("costCentre");
      page()
          .getByLabel("Attributes of field 1", Browser.exactly())
          .fill("extensionAttribute4, employeeId");
      page().getByLabel("Fetch changes", Browser.exactly()).selectOption("");
      browser.button("Apply").click();
      assertThat(page().getByText("Saved.")).isVisible();
      assertThat(page().getByLabel("Attributes of field 1", Browser.exactly()))
          .hasValue("extensionAttribute4, employeeId");
      graph.answer(200, "{\"value\":[]}");
      browser.button("Check it").click();
      assertThat(page().getByText("Users and groups can be read.")).isVisible();
      String everybody =
          graph.page(FakeGraph.users(1, 30), "deltaLink", "/users/delta?$deltatoken=1");
      graph.answer(200, everybody);
      browser.button("Dry run").click();

      // Then
      assertThat(page().getByText("30 added")).isVisible();
      assertThat(page().getByText("Nothing was published.")).isVisible();
      page().getByText("Some of the people").first().click();
      assertThat(page().getByText("u001@contoso.example")).isVisible();
      assertThat(browser.inspect("directory-dry-run")).isEmpty();

      // When: it takes a while
      CountDownLatch looked = new CountDownLatch(1);
      graph
          .answer(200, graph.page(FakeGraph.users(1, 20), "nextLink", "/users?$skiptoken=2"))
          .answer(
              200,
              graph.page(FakeGraph.users(21, 30), "deltaLink", "/users/delta?$deltatoken=1"),
              () -> await(looked));
      browser.button("Import now").click();
      assertThat(page().getByText("20 listed of 250")).isVisible();
      assertThat(page().getByLabel("Progress of the run")).isVisible();
      assertThat(browser.inspect("directory-progress")).isEmpty();
      looked.countDown();
      assertThat(page().getByText("30 published.")).isVisible();

      // When: too many would go
      graph.answer(
          200, graph.page(FakeGraph.users(1, 10), "deltaLink", "/users/delta?$deltatoken=2"));
      browser.button("Full import").click();
      assertThat(page().getByText("would disable 20 of 30")).isVisible();
      assertThat(browser.inspect("directory-brake")).isEmpty();
      graph.answer(
          200, graph.page(FakeGraph.users(1, 10), "deltaLink", "/users/delta?$deltatoken=2"));
      browser.button("Import anyway").click();
      assertThat(page().getByText("20 left")).hasCount(2);
      assertThat(page().getByText("Import anyway")).isHidden();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody looked");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Page page() {
    return browser.page();
  }

  private Locator heading(String text) {
    return page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
  }
}
