package dev.mailbridge.configservice.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes every field that a form has, in the browser, and reads it back by REST. Which fields
 * there are the form itself says: one that is added and not stored makes this fail.
 */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class WebFieldWalkTest {
  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";

  @TestHTTPResource URL url;

  private Browser browser;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Browser.isInstalled(),
        "The browser tests are skipped: install Debian's chromium (apt-get install chromium)");
    CleanConfiguration.make();
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
    walkForm(
        "/mail-settings", "form[action=\"/mail-settings\"]", "/api/v1/settings/outgoing-server");
    walk("/configuration/oauth2", "/api/v1/settings/oauth2");
  }

  @Test
  void shouldReadEveryFieldBackWhenRulesAndProjectsAreChanged() {
    // Given
    post("/api/v1/projects", "{\"id\": \"ruled\", \"name\": \"Ruled\"}");
    put(
        "/api/v1/mailboxes/ruled",
        """
        {"id": "ruled", "project": "helpdesk", "address": "ruled@contoso.example",
         "incoming": {"protocol": "imap", "host": "outlook.office365.com"},
         "rules": [{"name": "First", "enabled": true, "match": "all",
           "conditions": [{"field": "subject", "operator": "contains", "value": "x", "negate": false}],
           "actions": [{"type": "tag", "argument": "bulk"}]}]}
        """);

    // Then
    walkForm("/mailboxes/ruled/rules", "form[action$=\"/rules\"]", "/api/v1/mailboxes/ruled");
    walkForm(
        "/configuration/projects",
        "form[action=\"/configuration/projects/ruled\"]",
        "/api/v1/projects/ruled");
  }

  @Test
  void shouldReadEveryFieldBackWhenTheUserImportIsChanged() {
    // Given
    put(
        "/api/v1/projects/helpdesk/directory-import",
        """
        {"Client ID": "6d2b9f4e-0c1a-4e56-8b2f-000000000003", "Tenant ID": "%s",
         "Secret Key": "simulator-app-only-secret-000", "Cloud": "custom",
         "Token End Point": "https://login.contoso.example/token",
         "Graph URL": "https://graph.contoso.example", "enabled": false,
         "rules": {"mapping": {"zone": ["extensionAttribute1"], "badge": ["employeeId"]}}}
        """
            .formatted(TENANT));

    // Then
    walkForm(
        "/configuration/directory",
        "form[action^=\"/configuration/directory?\"]",
        "/api/v1/projects/helpdesk/directory-import");
    browser.page().navigate("/configuration/directory");
    assertThat(browser.page().getByLabel("Field 1", Browser.exactly()).inputValue())
        .isEqualTo("zone");
    assertThat(browser.page().getByLabel("Field 2", Browser.exactly()).inputValue())
        .isEqualTo("badge");
  }

  private void walk(String path, String... resources) {
    walkForm(path, WalkedForm.FORM, resources);
  }

  private void walkForm(String path, String selector, String... resources) {
    WalkedForm form = new WalkedForm(browser.page(), path, selector, List.of(resources));
    form.open();
    form.walk(form.enabled());
    form.open();
    Set<String> missed = new LinkedHashSet<>(form.shown().keySet());
    missed.removeAll(form.read);
    assertThat(missed).as("fields of %s not read back; %s", path, form.refusals).isEmpty();
    assertThat(form.read).isNotEmpty();
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

  static RequestSpecification admin() {
    return given().auth().preemptive().basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
