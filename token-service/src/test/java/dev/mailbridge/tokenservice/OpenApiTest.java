package dev.mailbridge.tokenservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class OpenApiTest {
  @Test
  void shouldSayWhatEveryOperationIsForWhenItIsRead() throws IOException {
    // When
    JsonNode document =
        ContractJson.mapper()
            .readTree(Callers.as("operator").get("/q/openapi?format=json").asString());

    // Then
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            assertThat(operation.getValue().path("summary").asText())
                                .as(operation.getKey() + " " + path.getKey())
                                .isNotEmpty()));
    JsonNode token = document.path("paths").path("/api/v1/mailboxes/{id}/access-token").path("get");
    assertThat(token.path("responses").fieldNames())
        .toIterable()
        .contains("200", "404", "409", "503");
  }
}
