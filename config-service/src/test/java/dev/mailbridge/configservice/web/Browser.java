package dev.mailbridge.configservice.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Debian's Chromium; counts clicks, keeps screenshots, and looks for what keeps people out. */
final class Browser implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** The hash of a style without anything in it, as axe-core puts one back. */
  private static final String EMPTY_STYLE = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** What a mail wanted from elsewhere: that it is refused is what we want. */
  private static final String BLOCKED = "http://elsewhere.example/";

  /** One for all tests of this JVM, with which it ends; each test has a context of its own. */
  private static final class Chromium {
    private static final com.microsoft.playwright.Browser INSTANCE =
        Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private static final int WIDE = 1280;
  private static final int NARROW = 380;

  /** A scheme of colours and a width. */
  enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, WIDE),
    LIGHT_NARROW(ColorScheme.LIGHT, NARROW),
    DARK_WIDE(ColorScheme.DARK, WIDE),
    DARK_NARROW(ColorScheme.DARK, NARROW);

    private final ColorScheme scheme;
    private final int width;

    Look(ColorScheme scheme, int width) {
      this.scheme = scheme;
      this.width = width;
    }

    @Override
    public String toString() {
      return scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
    }
  }

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Browser(String baseUrl) {
    context =
        Chromium.INSTANCE.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setViewportSize(1280, 900));
    page = context.newPage();
    page.setDefaultTimeout(10_000);
    page.addInitScript(
        "addEventListener('click', e => { if (e.isTrusted || e.detail) sessionStorage.clicks ="
            + " Number(sessionStorage.clicks || 0) + 1; }, true);");
    // A page that breaks its own content security policy says so here.
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().contains(EMPTY_STYLE)
              && !message.text().contains("status of 4")
              && !message.text().contains(BLOCKED)) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onDialog(dialog -> dialog.accept());
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM);
  }

  Page page() {
    return page;
  }

  void fill(String label, String value) {
    page.getByLabel(label, exactly()).fill(value);
  }

  static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  Locator button(String text) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  /** The first of that name. */
  Locator link(String text) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text)).first();
  }

  /** What the console said that it should not have. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  int clicks() {
    return ((Number) page.evaluate("Number(sessionStorage.clicks || 0)")).intValue();
  }

  /**
   * The page as it is now, in both schemes and at both widths, under target/screenshots; what
   * axe-core finds serious in either scheme, and what is too wide.
   */
  List<String> inspect(String name) {
    List<String> violations = new ArrayList<>();
    for (Look look : Look.values()) {
      show(look);
      violations.addAll(keep(name, look));
      // Contrast hangs on the scheme, order and names on neither: two of the four looks do.
      if ((look.scheme == ColorScheme.LIGHT) == (look.width == WIDE)) {
        violations.addAll(violations(name + " " + look));
      }
    }
    show(Look.LIGHT_WIDE);
    return violations;
  }

  /** From now on as on this screen. */
  void show(Look look) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme));
    page.setViewportSize(look.width, 900);
  }

  /** A screenshot of the page as it is; what is too wide. */
  List<String> keep(String name, Look look) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(SCREENSHOTS.resolve(name + "-" + look + ".png")));
    int overflow =
        ((Number)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .intValue();
    return overflow > 0 ? List.of(name + " " + look + ": " + overflow + " px too wide") : List.of();
  }

  private List<String> violations(String where) {
    // A stranger's mail is no screen of ours.
    List<Rule> found =
        new AxeBuilder(page).setLegacyMode(true).exclude(".mail-frame").analyze().getViolations();
    return found.stream()
        .filter(rule -> SERIOUS.contains(rule.getImpact()))
        .map(rule -> where + ": " + rule.getId() + " at " + rule.getNodes().getFirst().getHtml())
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
