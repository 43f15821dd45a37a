package dev.mailbridge.configservice.transfer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class ConfigurationTransferTest {
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
