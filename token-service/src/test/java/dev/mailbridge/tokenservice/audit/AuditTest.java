package dev.mailbridge.tokenservice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class AuditTest {
  @Test
  void shouldTellWhoDidWhatWhenAMailboxIsSignedInReadAndRevoked() {
    try (Office office = Office.open()) {
      // When
      String mailbox = office.signedIn("RT-secret-of-the-audit");
      for (int i = 0; i < 3; i++) {
        Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox);
      }
      Callers.sender().get("/api/v1/mailboxes/{id}/access-token?for=smtp", mailbox);
      await().until(() -> reads(mailbox, "imap-poller") == 3 && reads(mailbox, "smtp-sender") == 1);
      Callers.configService().post("/api/v1/mailboxes/{id}/grant:revoke", mailbox);

      // Then
      List<Map<String, Object>> entries = entries(mailbox);
      assertThat(entries)
          .extracting(entry -> entry.get("action"))
          .containsOnlyOnce("grant-created", "sign-in-invited", "signed-in", "grant-revoked");
      assertThat(entries)
          .filteredOn(entry -> !entry.get("action").equals("token-read"))
          .allSatisfy(entry -> assertThat(entry).containsEntry("actor", "config-service"));
      assertThat(entries.toString()).doesNotContain("RT-secret", "AT0");
    }
  }

  private static int reads(String mailbox, String actor) {
    return entries(mailbox).stream()
        .filter(entry -> entry.get("action").equals("token-read"))
        .filter(entry -> entry.get("actor").equals(actor))
        .mapToInt(entry -> (int) entry.get("times"))
        .sum();
  }

  private static List<Map<String, Object>> entries(String mailbox) {
    return Callers.as("operator")
        .queryParam("mailbox", mailbox)
        .get("/api/v1/audit")
        .then()
        .statusCode(200)
        .extract()
        .path("");
  }
}
