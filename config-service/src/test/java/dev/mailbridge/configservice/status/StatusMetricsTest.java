package dev.mailbridge.configservice.status;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class StatusMetricsTest {
  @Inject Statuses statuses;
  @Inject StatusMetrics metrics;
  @Inject MeterRegistry registry;

  @Test
  void shouldCountMailboxesByFacetAndStateAndForgetWhatIsOver() {
    // Given
    MailboxId mailbox = addMailbox("metrics@contoso.example");
    statuses.store(status(mailbox, State.THROTTLED, Map.of("lag_seconds", 12.5), 1));

    // When
    metrics.refresh();

    // Then
    assertThat(gauge("mail_bridge_mailboxes", "throttled")).isEqualTo(1);
    assertThat(gauge("mail_bridge_lag_seconds", "throttled")).isEqualTo(12.5);

    // When
    statuses.store(status(mailbox, State.CONNECTED, Map.of(), 2));
    metrics.refresh();

    // Then
    assertThat(gauge("mail_bridge_mailboxes", "throttled")).isNaN();
    assertThat(gauge("mail_bridge_mailboxes", "connected")).isPositive();
  }

  private double gauge(String name, String state) {
    var gauge = registry.find(name).tags("facet", "incoming", "state", state).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private static MailboxStatus status(
      MailboxId mailbox, State state, Map<String, Double> figures, long second) {
    return new MailboxStatus(
        mailbox,
        "incoming",
        state,
        null,
        null,
        null,
        "imap-poller",
        null,
        null,
        Instant.parse("2026-11-25T08:00:00Z").plusSeconds(second),
        figures);
  }

  private static MailboxId addMailbox(String address) {
    String id =
        given()
            .contentType(ContentType.JSON)
            .auth()
            .preemptive()
            .basic("admin", ConfigServiceTestResource.PASSWORD)
            .body(
                Map.of(
                    "project",
                    "helpdesk",
                    "address",
                    address,
                    "enabled",
                    true,
                    "incoming",
                    Map.of("protocol", "imap", "host", "outlook.office365.com")))
            .post("/api/v1/mailboxes")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return MailboxId.of(id);
  }
}
