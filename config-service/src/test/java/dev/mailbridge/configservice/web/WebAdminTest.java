package dev.mailbridge.configservice.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeMailServices;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.configservice.KafkaSender;
import dev.mailbridge.configservice.access.TestAccounts;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The set-up guide's part D, in a browser, as an administrator does it: one step after another. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebAdminTest {
  private static final String PASSWORD = "a few words are easy";
  private static Browser browser;

  FakeTokenService tokenService;
  FakeMailServices mailServices;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URL url;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    if (browser == null) {
      CleanConfiguration.make();
      tokenService.clear();
      browser = new Browser(url.toString());
    }
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  private static Page page() {
    return browser.page();
  }

  @Test
  @Order(1)
  void shouldForceAnOwnPasswordWhenSignedInWithTheGeneratedOne() {
    // Given
    page().navigate("/");
    assertThat(page()).hasURL(java.util.regex.Pattern.compile(".*/login\\?next=%2F"));
    assertThat(browser.inspect("sign-in")).isEmpty();

    // When
    signIn(ConfigServiceTestResource.PASSWORD);
    assertThat(heading("Choose your own password")).isVisible();
    page().navigate("/mailboxes");
    assertThat(heading("Choose your own password")).isVisible();
    assertThat(browser.inspect("password")).isEmpty();
    page().getByLabel("Present password").fill(ConfigServiceTestResource.PASSWORD);
    page().getByLabel("New password", Browser.exactly()).fill(PASSWORD);
    page().getByLabel("New password again").fill(PASSWORD);
    browser.button("Change and sign in again").click();

    // Then
    signIn(PASSWORD);
    assertThat(heading("Overview")).isVisible();
    assertThat(browser.inspect("overview-empty")).isEmpty();
    // Other tests know the generated one.
    TestAccounts.put("admin", ConfigServiceTestResource.PASSWORD, Roles.ADMIN);
  }

  @Test
  @Order(2)
  void shouldKeepTheFieldsWhenOAuth2IsEntered() {
    // Given
    browser.link("Configuration").click();
    page().getByLabel("Search all settings").fill("OAUTH2");
    assertThat(browser.inspect("configuration")).isEmpty();
    browser.link("OAUTH2 Mail Client ID").click();

    // When: the Secret ID instead of its value, and the tenant left as in the guide
    browser.fill(
        "OAUTH2 Auth End Point",
        "https://login.microsoftonline.com/<tenant_id>/oauth2/v2.0/authorize");
    browser.fill("OAUTH2 Mail Secret", "6d2b9f4e-0c1a-4e56-8b2f-000000000009");
    browser.button("Apply").click();
    assertThat(page().getByText("This looks like the Secret ID")).isVisible();
    assertThat(browser.inspect("oauth2-wrong")).isEmpty();
    String tenant = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
    browser.fill(
        "OAUTH2 Auth End Point",
        "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/authorize");
    browser.fill(
        "OAUTH2 Token End Point",
        "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token");
    browser.fill("OAUTH2 Mail Client ID", "6d2b9f4e-0c1a-4e56-8b2f-000000000002");
    browser.fill("OAUTH2 Mail Secret", "simulator-client-secret-000");
    browser.button("Apply").click();

    // Then
    assertThat(page().getByText("Saved.")).isVisible();
    assertThat(page().getByLabel("OAUTH2 Mail Secret", Browser.exactly()))
        .hasAttribute("placeholder", "kept: ends in 000");
    browser.button("Check it").click();
    assertThat(page().getByText("The tenant was found")).isVisible();
    assertThat(browser.inspect("oauth2")).isEmpty();
  }

  @Test
  @Order(3)
  void shouldAddAndSignInMailboxWhenTheFormIsFilledIn() {
    // Given
    browser.link("Incoming Mail").click();
    assertThat(heading("Incoming Mail")).isVisible();
    browser.link("Add").click();
    assertThat(browser.inspect("mailbox-add")).isEmpty();

    // When
    browser.button("OK").click();
    assertThat(page().getByText("Enter the mail address of the account")).isVisible();
    assertThat(browser.inspect("mailbox-add-wrong")).isEmpty();
    page().getByLabel("Mail address").fill("helpdesk@contoso.example");
    page().getByLabel("From name").fill("Contoso help desk");
    browser.button("OK").click();

    // Then
    assertThat(page().getByText("Saved.")).isVisible();
    assertThat(page().getByText("Not signed in yet")).isVisible();
    assertThat(browser.inspect("mailbox")).isEmpty();
    page()
        .route(
            "**/sign-in/*",
            route ->
                route.fulfill(
                    new com.microsoft.playwright.Route.FulfillOptions().setBody("Microsoft")));
    browser.button("Sign in at Microsoft").click();
    page().waitForURL("**/sign-in/one-time-code");
    assertThat(tokenService.received().getLast().body().path("returnTo").asText())
        .isEqualTo(url + "mailboxes/helpdesk-contoso");
    page().navigate("/mailboxes/helpdesk-contoso?mailbox=helpdesk-contoso&signedIn=true");
    assertThat(page().getByText("Signed in. The services connect now.")).isVisible();
  }

  @Test
  @Order(4)
  void shouldTryAndSaveRulesWhenMailHandlingIsEdited() {
    // Given
    page().navigate("/mailboxes/helpdesk-contoso");
    browser.link("Mail Handling").click();
    // Until the page has loaded, its buttons aren't bound yet.
    page().waitForURL("**/mailboxes/helpdesk-contoso/rules");
    browser.button("Add a rule").click();
    page().getByLabel("Name of rule 1", Browser.exactly()).fill("Newsletters");

    // When: an empty value is refused
    browser.button("OK").click();
    assertThat(page().getByText("Some rules need a look")).isVisible();
    page().getByLabel("Value of condition 1 of rule 1").fill("newsletter");
    page().getByLabel("What for action 1 of rule 1").fill("bulk");
    page()
        .getByLabel("A mail's source")
        .fill("From: a@x.example\nSubject: Our Newsletter\n\nhello");
    browser.button("Try them").click();
    assertThat(page().getByText("tag bulk")).isVisible();
    page().getByText("Why", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(browser.inspect("mail-handling")).isEmpty();
    browser.button("OK").click();

    // Then
    assertThat(page().getByText("The rules hold for mails from now on")).isVisible();
    assertThat(page().getByLabel("What for action 1 of rule 1")).hasValue("bulk");
  }

  @Test
  @Order(5)
  void shouldShowEveryScreenWithoutAFlawWhenThereIsData() {
    page().navigate("/");
    assertThat(page().getByText("helpdesk@contoso.example")).isVisible();
    assertThat(browser.inspect("overview")).isEmpty();
    page().navigate("/mailboxes");
    assertThat(browser.inspect("mailboxes")).isEmpty();
    page().navigate("/configuration/projects");
    assertThat(browser.inspect("projects")).isEmpty();
    page().navigate("/connect");
    assertThat(browser.inspect("connect")).isEmpty();
    page().navigate("/configuration/yaml");
    page()
        .getByLabel("Apply a document")
        .fill("version: 1\nprojects:\n  - id: facilities\n    name: Facility desk\n");
    browser.button("Show what would change").click();
    assertThat(page().getByText("1 change would be made")).isVisible();
    assertThat(browser.inspect("yaml")).isEmpty();
    page().navigate("/mail-settings");
    assertThat(browser.inspect("mail-settings")).isEmpty();
    page().navigate("/audit");
    page().getByText("What changed").first().click();
    assertThat(browser.inspect("audit")).isEmpty();
    page().navigate("/mailboxes/nowhere");
    assertThat(heading("There is no such mailbox")).isVisible();
  }

  @Test
  @Order(6)
  void shouldDecideAboutAnUncertainMailWhenOutgoingIsOpen() {
    // Given
    page().navigate("/outgoing");
    assertThat(page().getByText("smtp-sender doesn't answer")).isVisible();
    mailServices.senderDown(false);
    mailServices.message("reply-7", outgoing("uncertain"));
    page().getByLabel("Recipient").fill("customer");
    browser.button("Search").click();
    assertThat(browser.inspect("outgoing")).isEmpty();

    page().navigate("/mail-settings");
    browser.fill("To", "ann@contoso.example");
    browser.button("Send").click();
    assertThat(page().getByText("The server took the mail.")).isVisible();
    assertThat(browser.inspect("mail-settings-test-mail")).isEmpty();
    page().navigate("/outgoing?recipient=customer");

    // When
    browser.link("customer@customer.example").click();
    assertThat(heading("What was said in the attempt that failed")).isVisible();
    assertThat(browser.inspect("outgoing-mail")).isEmpty();
    mailServices.message("reply-7", outgoing("sent"));
    browser.button("It has arrived").click();

    // Then
    assertThat(page().getByText("Taken as sent.")).isVisible();
    FakeMailServices.Received decision = mailServices.received().getLast();
    assertThat(decision.path()).isEqualTo("/api/v1/messages/reply-7:confirm-sent");
    assertThat(decision.query()).isEqualTo("project=helpdesk");
    assertThat(decision.onBehalfOf()).isEqualTo("admin");
  }

  private static String outgoing(String state) {
    return """
    {"id": "reply-7", "project": "helpdesk", "mailboxId": "helpdesk-contoso", "ticketRef": "HD-7",
     "subject": "Re: printer", "state": "%s", "reason": "ANSWER_LOST", "attempts": 1,
     "remedy": "Look whether it has arrived, then decide.",
     "recipients": [{"address": "customer@customer.example"}],
     "acceptedAt": "2026-11-25T10:00:00Z",
     "conversation": "C: AUTH XOAUTH2 ***\\nS: 235 2.7.0 Authentication successful\\nC: DATA",
     "history": [{"event": "attempted", "attempt": 1, "state": "%s", "at": "2026-11-25T10:00:01Z"}]}
    """
        .formatted(state, state);
  }

  @Test
  @Order(7)
  void shouldShowAndReleaseAMailWhenARuleHeldIt() {
    // Given
    String html =
        "From: Eve <eve@elsewhere.example>\r\nTo: helpdesk@contoso.example\r\n"
            + "Subject: You have won\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
            + "<p>Click <b>here</b></p><script>parent.document.title = 'taken'</script>"
            + "<img src='http://elsewhere.example/pixel.png'>";
    mailServices.content("held-1", html.getBytes(StandardCharsets.UTF_8));
    KafkaSender.send(
        kafka,
        Topics.DEAD_LETTER,
        "helpdesk-contoso",
        new DeadLetter(
            "quarantine-web",
            MailboxId.of("helpdesk-contoso"),
            ProjectId.of("helpdesk"),
            "INBOX",
            7L,
            42L,
            "QUARANTINED",
            "Rule “Lottery” holds this mail",
            "Look at it; release it when it is harmless.",
            ContentRef.of("held-1"),
            Instant.parse("2026-11-25T10:00:00Z")));

    // When
    page().navigate("/quarantine");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              page().reload();
              return page().getByText("Rule “Lottery” holds this mail").isVisible();
            });
    assertThat(browser.inspect("quarantine")).isEmpty();
    browser.link("QUARANTINED").click();
    assertThat(heading("You have won")).isVisible();
    assertThat(page().frameLocator("iframe").getByText("here")).isVisible();
    assertThat(browser.inspect("quarantine-mail")).isEmpty();
    assertThat(page().title()).doesNotContain("taken");
    browser.button("Release").click();

    // Then
    assertThat(page().getByText("Released. The project gets the mail now.")).isVisible();
    assertThat(mailServices.received().getLast().body().path("content").asText())
        .isEqualTo("held-1");
  }

  @Test
  @Order(99)
  void shouldSayNothingOnTheConsoleWhenAllScreensWereVisited() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static void signIn(String password) {
    page().getByLabel("Name").fill("admin");
    page().getByLabel("Password").fill(password);
    browser.button("Sign in").click();
  }

  private static Locator heading(String text) {
    return page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
  }
}
