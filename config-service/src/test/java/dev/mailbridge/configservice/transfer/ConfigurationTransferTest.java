package dev.mailbridge.configservice.transfer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.CleanConfiguration;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
public class ConfigurationTransferTest {
  /** Everything that can be configured, as the instance that the tests share has exported it. */
  public static final Path EXPORTED = Path.of("target", "exported-configuration.yaml");

  private static final String DOCUMENT =
      """
      version: 1
      mailboxes:
        - id: from-yaml
          project: helpdesk
          address: yaml@contoso.example
          incoming:
            protocol: imap
            host: outlook.office365.com
            afterProcessing: move
            moveTo: Done
            firstRead: date
            since: 2026-01-01T00:00:00Z
            pollInterval: PT1M
          rules:
            - name: Newsletters
              enabled: true
              match: all
              conditions:
                - field: subject
                  operator: contains
                  value: newsletter
                  negate: false
              actions:
                - type: tag
                  argument: "007"
      """;

  private static final String REST =
      """
      projects:
        - id: from-yaml
          name: From YAML
      registrations:
        - id: second
          name: Second app
          cloud: custom
          tenantId: 8f3c1e0a-5b7d-4a43-9d1c-000000000001
          clientId: 6d2b9f4e-0c1a-4e56-8b2f-000000000003
          authorizationEndpoint: https://login.contoso.example/authorize
          tokenEndpoint: https://login.contoso.example/token
          codeChallenge: false
        - id: directory.users.from-yaml
          name: Users
          cloud: global
          tenantId: 8f3c1e0a-5b7d-4a43-9d1c-000000000001
          clientId: 6d2b9f4e-0c1a-4e56-8b2f-000000000003
      outgoingServer:
        server:
          transport: smtp
          host: smtp.contoso.example
          port: 2587
          security: starttls
      signIns:
        - mailboxId: from-yaml
          registrationId: second
          flow: client-credentials
          signsInAs: yaml@contoso.example
          mailbox: yaml@contoso.example
      directoryImports:
        - project: from-yaml
          enabled: false
          rules:
            mapping:
              costCentre:
                - extensionAttribute4
      """;

  private static final String OAUTH2 =
      """
      {"OAUTH2 Port": 3017,
       "OAUTH2 Auth End Point": "https://login.microsoftonline.com/8f3c1e0a-5b7d-4a43-9d1c-000000000001/oauth2/v2.0/authorize",
       "OAUTH2 Token End Point": "https://login.microsoftonline.com/8f3c1e0a-5b7d-4a43-9d1c-000000000001/oauth2/v2.0/token",
       "OAUTH2 Mail Client ID": "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
       "OAUTH2 Mail Secret": "simulator-client-secret-000",
       "OAUTH2 CodeChallenge": "False", "OAUTH2 Code Challenge Method": "False",
       "OAUTH2 Scope": "openid offline_access https://outlook.office365.com/SMTP.Send"}
      """;

  FakeTokenService tokenService;

  @ConfigProperty(name = "mail-bridge.transfer.secrets-directory")
  Path secrets;

  @Test
  void shouldBringTheSameDocumentBackWhenItIsAppliedAfterDeletion() {
    // Given
    apply(DOCUMENT, "").statusCode(200);
    String exported = export();
    assertThat(exported).contains("from-yaml").contains("argument: \"007\"");
    apply(exported, "").body("$", empty());

    // When
    admin().delete("/api/v1/mailboxes/from-yaml").then().statusCode(204);
    org.awaitility.Awaitility.await()
        .until(() -> apply(exported, "").extract().statusCode(), code -> code == 200);

    // Then
    assertThat(export()).isEqualTo(exported);
  }

  @Test
  void shouldExportTheSameWhenAnEmptyInstanceHasTakenTheDocument() throws IOException {
    // Given: everything that can be configured
    CleanConfiguration.make();
    tokenService.clear();
    apply(DOCUMENT + REST, "").statusCode(200);
    apply(DOCUMENT + REST, "").statusCode(200).body("$", empty());
    admin()
        .contentType("application/json")
        .body(OAUTH2)
        .put("/api/v1/settings/oauth2")
        .then()
        .statusCode(200);
    String exported = export();
    assertThat(exported)
        .contains("id: oauth2-mail", "id: second", "extensionAttribute4")
        .contains("name: Newsletters", "smtp.contoso.example", "Secrets are not in here")
        .doesNotContain("simulator-client-secret");
    apply(exported, "").statusCode(200).body("$", empty());
    // Another instance takes it too.
    Files.writeString(EXPORTED, exported);

    // When
    CleanConfiguration.make();
    tokenService.clear();
    assertThat(export()).doesNotContain("from-yaml", "oauth2-mail");
    apply(exported, "?dryRun=true")
        .statusCode(200)
        .body("kind", hasItems("project", "registration", "setting", "mailbox", "sign-in"))
        .body("kind", hasItem("directory-import"));
    assertThat(export()).doesNotContain("from-yaml", "oauth2-mail");
    apply(exported, "").statusCode(200);

    // Then
    assertThat(export()).isEqualTo(exported);
    apply(exported, "").body("$", empty());
    assertThat(tokenService.grants()).containsKey("directory.users.from-yaml");
  }

  @Test
  void shouldBringBothCredentialsWhenOneTakesOverFromTheOther() throws IOException {
    // Given
    CleanConfiguration.make();
    tokenService.clear();
    String document =
        """
        version: 1
        registrations:
          - id: federated
            name: Federated
            cloud: global
            tenantId: 8f3c1e0a-5b7d-4a43-9d1c-000000000001
            clientId: 6d2b9f4e-0c1a-4e56-8b2f-000000000003
            federatedTokenFile: /var/run/now
            nextFederatedTokenFile: /var/run/next
          - id: renewed
            name: Renewed
            cloud: global
            tenantId: 8f3c1e0a-5b7d-4a43-9d1c-000000000001
            clientId: 6d2b9f4e-0c1a-4e56-8b2f-000000000002
        """;
    Files.writeString(secrets.resolve("renewed"), "a-secret-that-ends-now");
    apply(document, "").statusCode(200);
    String exported = export();
    assertThat(exported)
        .contains("federatedTokenFile: /var/run/now", "nextFederatedTokenFile: /var/run/next")
        .doesNotContain("a-secret-that");
    apply(exported, "").body("$", empty());

    // When: the next secret is put beside the first one
    Files.writeString(secrets.resolve("renewed.next"), "a-secret-that-follows-xyz\n");
    apply(exported, "?dryRun=true")
        .body("fields.flatten().name", equalTo(List.of("nextCredential")))
        .body("fields.flatten().after", equalTo(List.of("ends in xyz")));
    apply(exported, "").statusCode(200);

    // Then
    JsonNode renewed =
        tokenService.received().stream()
            .filter(one -> one.method().equals("PUT") && one.path().endsWith("/renewed"))
            .findFirst()
            .orElseThrow()
            .body();
    assertThat(renewed.path("nextCredential").path("secret").asText())
        .isEqualTo("a-secret-that-follows-xyz");
    assertThat(renewed.has("credential")).isFalse();
    apply(exported, "").body("$", empty());
    assertThat(export()).isEqualTo(exported);
  }

  @Test
  void shouldChangeNothingHereWhenTokenServiceRefuses() {
    // Given
    String before = export();

    // Then
    apply(
            DOCUMENT.replace("from-yaml", "refused").replace("yaml@contoso", "refused@contoso")
                + """
                signIns:
                  - mailboxId: refused
                    registrationId: nowhere
                    flow: authorization-code
                    signsInAs: refused@contoso.example
                    mailbox: refused@contoso.example
                """,
            "")
        .statusCode(400)
        .body("detail", containsString("no such registration"));
    assertThat(export()).isEqualTo(before);
  }

  @Test
  void shouldChangeNothingWhenItIsADryRun() {
    // Given
    String before = export();
    String changed = DOCUMENT.replace("from-yaml", "dry").replace("yaml@contoso", "dry@contoso");

    // When
    apply(changed, "?dryRun=true")
        .statusCode(200)
        .body("find { it.id == 'dry' }.action", equalTo("create"));

    // Then
    assertThat(export()).isEqualTo(before);
  }

  @Test
  void shouldApplyNothingWhenOneMailboxIsInvalid() {
    // Given
    String before = export();

    // Then
    apply(
            DOCUMENT.replace("from-yaml", "half").replace("yaml@contoso", "half@contoso")
                + """
                  - id: broken
                    project: helpdesk
                    address: nobody
                    incoming: {protocol: imap, host: outlook.office365.com}
                """,
            "")
        .statusCode(400)
        .body("detail", containsString("mailbox broken"))
        .body("errors.pointer", hasItem("/address"));
    assertThat(export()).isEqualTo(before);
  }

  @Test
  void shouldNameTheFieldWhenTheDocumentHasAnUnknownOne() {
    apply(DOCUMENT.replace("moveTo", "moveto"), "")
        .statusCode(400)
        .body("errors.pointer", hasItem("/mailboxes/0/incoming/moveto"));
    apply(": : :", "").statusCode(400);
  }

  private static String export() {
    return admin().get("/api/v1/configuration").then().statusCode(200).extract().asString();
  }

  private static ValidatableResponse apply(String yaml, String query) {
    return admin().contentType("text/plain").body(yaml).put("/api/v1/configuration" + query).then();
  }

  private static RequestSpecification admin() {
    return given().auth().preemptive().basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
