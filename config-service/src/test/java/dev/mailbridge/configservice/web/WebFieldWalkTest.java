package dev.mailbridge.configservice.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes every field that a form has, in the browser, and reads it back by REST. Which fields
 * there are the form itself says: one that is added and not stored makes this fail. Runs after
 * {@link WebAdminTest}, by its name: that one needs the generated password.
 */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
@TestProfile(WebAdminTest.OwnDatabase.class)
class WebFieldWalkTest {
  /** In the form in other units than in JSON. */
  private static final Set<String> UNITS = Set.of("pollInterval", "maxMessageSize");

  private static final String FIELDS =
      """
      const fields = [...document.querySelectorAll('main form [name]:not([type=hidden])')]
        .filter(f => f.tagName !== 'BUTTON' && f.type !== 'password' && !('notStored' in f.dataset));
      const value = f => f.type === 'checkbox' ? String(f.checked) : f.value;
      """;

  private static final String SHOWN =
      "() => {" + FIELDS + "return Object.fromEntries(fields.map(f => [f.name, value(f)])); }";

  private static final String ENABLED =
      "() => {" + FIELDS + "return fields.filter(f => !f.disabled).map(f => f.name); }";

  /** Other values that are as good as the present one. */
  private static final String CANDIDATES =
      """
      name => {
      """
          + FIELDS
          + """
        const field = fields.find(f => f.name === name);
        const old = value(field);
        if (field.tagName === 'SELECT') return [...field.options].map(o => o.value).filter(v => v !== old);
        if (field.type === 'checkbox') return [String(!field.checked)];
        if (field.type === 'number') return [String((Number(old || field.placeholder) || 4) + 1)];
        if (field.type === 'datetime-local') return ['2026-01-02T03:04'];
        if (field.type === 'date') return ['2027-01-02'];
        if (field.tagName === 'TEXTAREA') return [old + '\\nWalked', old + ' Again'];
        return [old + 'Walk', 'w' + old, old.replace('https://', 'https://w.'), 'https://walk.example', 'walk.example'];
      }
      """;

  /** Switches and choices first: they show and hide fields. What they ask for anew is filled in. */
  private static final String SET =
      """
      wanted => {
      """
          + FIELDS
          + """
        const rank = f => f.type === 'checkbox' ? 0 : f.tagName === 'SELECT' ? 1 : 2;
        const before = fields.filter(f => f.disabled);
        for (const field of [...fields].sort((a, b) => rank(a) - rank(b))) {
          if (!(field.name in wanted) || value(field) === wanted[field.name]) continue;
          if (field.type === 'checkbox') field.checked = wanted[field.name] === 'true';
          else field.value = wanted[field.name];
          field.dispatchEvent(new Event('change', {bubbles: true}));
        }
        for (const field of before.filter(f => !f.disabled && !f.value)) {
          field.value = field.type === 'datetime-local' ? '2026-01-01T00:00' : 'Filled';
        }
        document.querySelectorAll('main form [type=password]:enabled').forEach(f => f.value = 'simulator-client-secret-000');
      }
      """;

  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";

  @TestHTTPResource URL url;

  private Browser browser;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    browser = new Browser(url.toString());
    Administrator.signIn(browser.page());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldReadEveryFieldBackWhenItIsChangedInTheBrowser() {
    // Given
    put(
        "/api/v1/settings/oauth2",
        """
        {"OAUTH2 Port": 3017,
         "OAUTH2 Auth End Point": "https://login.microsoftonline.com/%s/oauth2/v2.0/authorize",
         "OAUTH2 Token End Point": "https://login.microsoftonline.com/%s/oauth2/v2.0/token",
         "OAUTH2 Mail Client ID": "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
         "OAUTH2 Mail Secret": "simulator-client-secret-000",
         "OAUTH2 CodeChallenge": "True", "OAUTH2 Code Challenge Method": "S256",
         "OAUTH2 Scope": "openid offline_access https://outlook.office365.com/SMTP.Send"}
        """
            .formatted(TENANT, TENANT));
    post("/api/v1/projects", "{\"id\": \"walk\", \"name\": \"Walk\"}");
    post(
        "/api/v1/registrations",
        """
        {"id": "second", "name": "Second", "cloud": "global", "tenantId": "%s",
         "clientId": "6d2b9f4e-0c1a-4e56-8b2f-000000000003"}
        """
            .formatted(TENANT));
    put(
        "/api/v1/mailboxes/walked",
        """
        {"id": "walked", "project": "helpdesk", "address": "walked@contoso.example",
         "displayName": "Walked",
         "incoming": {"protocol": "imap", "host": "outlook.office365.com"},
         "outgoing": {"transport": "smtp", "host": "smtp.office365.com",
           "sentItems": {"host": "outlook.office365.com"}}}
        """);

    // Then
    walk("/mailboxes/walked/edit", "/api/v1/mailboxes/walked", "/api/v1/mailboxes/walked/grant");
    walk("/mail-settings", "/api/v1/settings/outgoing-server");
    walk("/configuration/oauth2", "/api/v1/settings/oauth2");
  }

  private void walk(String path, String... resources) {
    Screen form = new Screen(path, List.of(resources));
    form.open();
    List<String> start = form.enabled();
    start.forEach(form::walk);
    form.open();
    Set<String> missed = new LinkedHashSet<>(form.shown().keySet());
    missed.removeAll(form.read);
    assertThat(missed).as("fields of %s not read back; %s", path, form.refusals).isEmpty();
    assertThat(form.read).isNotEmpty();
  }

  /** A screen's form and what tells by REST what it holds. */
  private final class Screen {
    private final Page tab = browser.page();
    private final String path;
    private final List<String> resources;
    private final Set<String> read = new LinkedHashSet<>();
    private final List<String> refusals = new ArrayList<>();

    Screen(String path, List<String> resources) {
      this.path = path;
      this.resources = resources;
    }

    void open() {
      tab.navigate(path);
    }

    @SuppressWarnings("unchecked")
    Map<String, String> shown() {
      return (Map<String, String>) tab.evaluate(SHOWN);
    }

    @SuppressWarnings("unchecked")
    List<String> enabled() {
      return (List<String>) tab.evaluate(ENABLED);
    }

    /** Changes a field, looks for it, walks the fields that it shows, and changes it back. */
    @SuppressWarnings("unchecked")
    void walk(String name) {
      Map<String, String> present = shown();
      List<String> usual = enabled();
      boolean choice =
          (boolean)
              tab.evaluate(
                  "n => { const f = document.getElementsByName(n)[0]; return f.tagName === 'SELECT'"
                      + " || f.type === 'checkbox'; }",
                  name);
      for (String candidate : (List<String>) tab.evaluate(CANDIDATES, name)) {
        if (!change(name, candidate)) {
          continue;
        }
        if (!choice) {
          return;
        }
        List<String> fresh = new ArrayList<>(enabled());
        fresh.removeAll(usual);
        fresh.removeAll(read);
        fresh.forEach(this::walk);
        assertThat(send(present)).as("changing %s back", name).isTrue();
      }
    }

    /** False when the server refuses the value, or makes another one of it. */
    private boolean change(String name, String value) {
      Map<String, JsonNode> before = facts();
      if (!send(Map.of(name, value))) {
        return false;
      }
      if (!shown().get(name).strip().equals(value.strip())) {
        refusals.add(name + " became " + shown().get(name) + " instead of " + value);
        return false;
      }
      Map<String, JsonNode> after = facts();
      assertThat(after).as("what REST tells after %s became %s", name, value).isNotEqualTo(before);
      JsonNode now = at(after, name);
      if (now.isValueNode() && !UNITS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        assertThat(now.asText()).as(name).startsWith(value);
      }
      read.add(name);
      return true;
    }

    /** From the open form to the open form. */
    private boolean send(Map<String, String> wanted) {
      tab.evaluate(SET, wanted);
      tab.locator("main form button:not([type=button])").last().click();
      tab.waitForLoadState();
      List<String> problems =
          tab.locator("main .invalid-feedback, main .alert-danger").allTextContents();
      if (!problems.isEmpty()) {
        refusals.add(wanted + ": " + problems);
      }
      open();
      return problems.isEmpty();
    }

    private Map<String, JsonNode> facts() {
      Map<String, JsonNode> facts = new LinkedHashMap<>();
      for (String resource : resources) {
        Response response = admin().get(resource);
        if (response.statusCode() == 200) {
          ObjectNode fact = ContractJson.read(response.asByteArray(), ObjectNode.class);
          fact.remove("revision");
          facts.put(resource, fact);
        }
      }
      return facts;
    }
  }

  /** A field's place in JSON is its name; a form for a part of it has a name before that. */
  private static JsonNode at(Map<String, JsonNode> facts, String name) {
    String pointer = "/" + name.replace('.', '/');
    String shorter = pointer.substring(pointer.indexOf('/', 1) < 0 ? 0 : pointer.indexOf('/', 1));
    return facts.values().stream()
        .flatMap(fact -> Stream.of(fact.at(pointer), fact.at(shorter)))
        .filter(node -> !node.isMissingNode() && !node.isNull())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static void post(String path, String json) {
    admin()
        .contentType("application/json")
        .body(json)
        .post(path)
        .then()
        .statusCode(Matchers.lessThan(300));
  }

  private static void put(String path, String json) {
    admin()
        .contentType("application/json")
        .body(json)
        .put(path)
        .then()
        .statusCode(Matchers.lessThan(300));
  }

  private static RequestSpecification admin() {
    return given().auth().preemptive().basic("admin", Administrator.PASSWORD);
  }
}
