package dev.mailbridge.stack.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.client.Waiting;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import dev.mailbridge.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The README's first steps, as somebody does them who has never seen the web admin. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStepsIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration GOAL = Duration.ofMinutes(3);
  private static final int MOST_CLICKS = 12;
  private static final int MOVED = 60;
  private static final String PASSWORD = "a few words are easy";

  @TempDir static Path folder;

  private static StackSettings settings;
  private static LocalStack stack;
  private static Playwright playwright;
  private static long start;
  private static Page page;
  private int clicks;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        "Skipped: install Debian's chromium (apt-get install chromium)");
    settings =
        StackSettings.onFreePorts(Checkout.home(), new StackFolder(folder), List.of(), Map.of());
    start = System.nanoTime();
    stack = new LocalStack(settings, System.err::println);
    stack.start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    page = browser.newPage();
    page.setDefaultTimeout(30_000);
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void shouldSeeAFirstTicketWithinTwelveClicksAndThreeMinutes() throws Exception {
    // When
    choosePassword();
    connectOffice();
    addMailbox();
    seeTicket();

    // Then
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("newcomer: %d clicks, %d s%n", clicks, taken.toSeconds());
    assertThat(clicks).isPositive().isLessThanOrEqualTo(MOST_CLICKS);
    assertThat(taken).isLessThan(GOAL);
  }

  /** Each mail is in one of the two projects' topics, and once. */
  @Test
  @Order(2)
  void shouldTakeEachMailOnceWhenItsMailboxMovesToAnotherProject() {
    // Given
    ProjectId facilities = ProjectId.of("facilities");
    Administrator.of(settings, PASSWORD).addProject(facilities, "Facility desk");
    SimulatedMailboxes mailboxes = new SimulatedMailboxes(settings.ports());
    String kafka = "localhost:" + settings.ports().of(StackPort.KAFKA);
    try (TopicReader before = TopicReader.fromNow(kafka, Topics.incoming(SimulatedTenant.PROJECT));
        TopicReader after = TopicReader.fromNow(kafka, Topics.incoming(facilities))) {
      // When: mails come all the time
      page.navigate(
          settings
              .ports()
              .http(StackPort.CONFIG_SERVICE)
              .resolve("/mailboxes/helpdesk-contoso/edit")
              .toString());
      page.getByLabel("Project").selectOption("facilities");
      for (int number = 0; number < MOVED; number++) {
        if (number == MOVED / 3) {
          click("OK");
        }
        mailboxes.deliver(SimulatedTenant.HELPDESK, moving(number));
      }

      // Then: the last one comes to the new project, as the change has long arrived by then
      Waiting.until(
          "the new project's first mail",
          Duration.ofSeconds(30),
          () -> {
            mailboxes.deliver(SimulatedTenant.HELPDESK, moving(MOVED));
            return !after.records().isEmpty();
          });
      List<String> seen = new ArrayList<>();
      Waiting.until(
          "all mails",
          Duration.ofSeconds(30),
          () -> {
            seen.clear();
            Stream.concat(before.records().stream(), after.records().stream())
                .map(record -> ContractJson.read(record.value(), IncomingMail.class))
                .map(IncomingMail::subject)
                .filter(subject -> subject.startsWith("Moving "))
                .forEach(seen::add);
            return seen.size() >= MOVED;
          });
      List<String> sent = IntStream.range(0, MOVED).mapToObj(n -> "Moving " + n).toList();
      assertThat(seen).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(before.records()).isNotEmpty();
    }
  }

  /** The last number is a mail that is delivered until it is seen. */
  private static byte[] moving(int number) {
    String name = number == MOVED ? "Moved " + UUID.randomUUID() : "Moving " + number;
    return ("From: customer@customer.example\r\nTo: helpdesk@contoso.example\r\nSubject: %s\r\n"
            + "Message-ID: <%s@customer.example>\r\n\r\nIt moves.\r\n")
        .formatted(name, UUID.randomUUID())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void choosePassword() throws Exception {
    String first = Files.readString(settings.folder().administratorPassword()).strip();
    page.navigate(settings.ports().http(StackPort.CONFIG_SERVICE).toString());
    page.getByLabel("Password").fill(first);
    click("Sign in");
    fill("Present password", first);
    fill("New password", PASSWORD);
    fill("New password again", PASSWORD);
    click("Change and sign in again");
    page.getByLabel("Password").fill(PASSWORD);
    click("Sign in");
  }

  private void connectOffice() {
    clickLink("Connect Office 365");
    fill("Secret value", SimulatedTenant.CLIENT_SECRET);
    click("Save and check");
    page.getByText("The tenant was found and takes").waitFor();
    clickLink("Add a mailbox");
  }

  private void addMailbox() {
    fill("Mail address", SimulatedTenant.HELPDESK);
    click("OK");
    click("Sign in at Microsoft");
    fill("Email", SimulatedTenant.HELPDESK);
    fill("Password", SimulatedTenant.PASSWORD);
    click("Sign in");
    page.getByText("Signed in. The services connect now.").waitFor();
  }

  private void seeTicket() {
    // The page shows by itself that both services are in the mailbox: reading is from now on.
    page.locator("section[aria-labelledby=state] .fw-semibold")
        .filter(new Locator.FilterOptions().setHasText("Connected"))
        .waitFor();
    String mail =
        """
        From: Carla <customer@customer.example>
        To: helpdesk@contoso.example
        Subject: No paper
        Message-ID: <first@customer.example>

        The printer on floor 3 is out of paper.
        """;
    new SimulatedMailboxes(settings.ports())
        .deliver(
            SimulatedTenant.HELPDESK,
            mail.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    page.navigate(settings.ports().http(StackPort.HELPDESK).toString());
    Waiting.until(
        "the ticket on the help desk's page",
        Duration.ofSeconds(30),
        () -> {
          page.reload();
          return page.getByText("No paper").isVisible();
        });
  }

  private void click(String button) {
    press(page.getByRole(AriaRole.BUTTON, named(button)));
  }

  private void clickLink(String link) {
    press(page.getByRole(AriaRole.LINK, named(link)));
  }

  private void press(Locator what) {
    what.first().click();
    clicks++;
  }

  private void fill(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
