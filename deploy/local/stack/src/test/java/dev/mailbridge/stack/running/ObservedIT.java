package dev.mailbridge.stack.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.testkit.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees: metrics, alerts, traces and logs of the services as they run. */
class ObservedIT {
  private static final Pattern TRACE = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-01");
  private static RunningStack running;

  @BeforeAll
  static void start() throws Exception {
    running = RunningStack.get();
  }

  @AfterAll
  static void leave() {
    RunningStack.leave();
  }

  @Test
  void shouldHaveEveryMetricThatDashboardsAndAlertsAskFor() throws Exception {
    // Given
    Set<String> asked = AlertRules.metrics();
    assertThat(asked).hasSizeGreaterThan(5);
    // When
    String id = running.deliver("Subject: counted\r\n\r\nOne.\r\n");
    running.awaitMail(mail -> id.equals(mail.messageId()));
    // Then
    await()
        .atMost(RunningStack.SOON)
        .untilAsserted(
            () -> {
              String metrics = "\n" + running.metrics();
              assertThat(asked).allMatch(name -> metrics.contains("\n" + name));
            });
  }

  @Test
  void shouldFireTheAlertOfEachFault() throws Exception {
    AlertRules.requirePromtool();
    // Given
    Administrator administrator = running.administrator;
    String app = administrator.register(administrator.appOnly());
    Map<String, Object> expiring = administrator.appOnly();
    expiring.put(
        "credential",
        Map.of(
            "type",
            "secret",
            "secret",
            Administrator.APP_ONLY_SECRET,
            "expiresAt",
            Instant.now().plus(Duration.ofDays(3))));

    // When
    ObjectNode unreachable = running.mailbox("unreachable", "unreachable@contoso.example");
    ((ObjectNode) unreachable.path("incoming")).put("port", 1);
    administrator.addMailbox(unreachable);
    administrator.grant("unreachable", app, "client-credentials", "unreachable@contoso.example");

    administrator.addMailbox(running.mailbox("unsigned", "nobody@contoso.example"));
    administrator.grant(
        "unsigned", administrator.registerApp(), "authorization-code", "nobody@contoso.example");

    running.simulation.fault(
        Map.of("kind", "throttled", "mailbox", "support@contoso.example", "protocol", "imap"));
    administrator.addMailbox(running.mailbox("throttled", "support@contoso.example"));
    administrator.grant("throttled", app, "client-credentials", "support@contoso.example");

    running.simulation.fault(
        Map.of(
            "kind", "reply",
            "mailbox", "ann@contoso.example",
            "protocol", "smtp",
            "step", "mail",
            "text",
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"));
    administrator.addMailbox(running.mailbox("expiring", "ann@contoso.example"));
    administrator.grant(
        "expiring", administrator.register(expiring), "client-credentials", "ann@contoso.example");
    running.project.publish(mailFrom("expiring"));

    // Then
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                AlertRules.requireFiring(
                    running.metrics(),
                    Set.of(
                        "MailboxFailing",
                        "MailboxSignInNeeded",
                        "MailboxThrottled",
                        "SecretExpiresSoon",
                        "SendingPaused")));
    running.simulation.endFaults();
  }

  private static OutgoingMail mailFrom(String mailbox) {
    return new OutgoingMail(
        OutgoingId.of(UUID.randomUUID().toString()),
        MailboxId.of(mailbox),
        null,
        List.of(MailAddress.of(null, SimulatedTenant.CUSTOMER)),
        List.of(),
        List.of(),
        List.of(),
        "News",
        "There are some.",
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        OutgoingKind.NOTIFICATION,
        Map.of());
  }

  @Test
  void shouldBeOneTraceFromTheFetchOverTheHelpDeskToTheSubmission() throws Exception {
    // Given
    String kafka = "localhost:" + running.settings.ports().of(StackPort.KAFKA);
    try (TopicReader incoming =
            TopicReader.fromNow(kafka, Topics.incoming(SimulatedTenant.PROJECT));
        TopicReader delivery =
            TopicReader.fromNow(kafka, Topics.delivery(SimulatedTenant.PROJECT))) {
      // When
      String subject = "traced " + UUID.randomUUID();
      String id = running.deliver("Subject: %s\r\n\r\nFollow me.\r\n".formatted(subject));
      ConsumerRecord<String, byte[]> event =
          incoming.awaitOne(
              RunningStack.SOON,
              record ->
                  id.equals(ContractJson.read(record.value(), IncomingMail.class).messageId()));
      String trace = trace(event);
      answer(subject);
      // Then
      assertThat(trace(delivery.awaitOne(RunningStack.SOON, record -> true))).isEqualTo(trace);
      await()
          .atMost(RunningStack.SOON)
          .until(
              () ->
                  running.traces.has("imap-poller", trace, "mail.incoming")
                      && running.traces.has("smtp-sender", trace, "send mail"));
      await().atMost(RunningStack.SOON).until(() -> logged("smtp-sender", trace));
    }
  }

  /** Writes a reply on the help desk's page. */
  private static void answer(String subject) throws Exception {
    URI helpdesk = running.settings.ports().http(StackPort.HELPDESK);
    try (HttpClient browser =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Pattern link =
          Pattern.compile(
              "href=\"(/tickets/[^\"]+)\">[^<]*</a></td>\\s*<td>" + Pattern.quote(subject));
      String[] ticket = new String[1];
      await()
          .atMost(RunningStack.SOON)
          .until(
              () -> {
                String list =
                    browser
                        .send(
                            HttpRequest.newBuilder(helpdesk).build(),
                            HttpResponse.BodyHandlers.ofString())
                        .body();
                Matcher found = link.matcher(list);
                ticket[0] = found.find() ? found.group(1) : null;
                return ticket[0] != null;
              });
      browser.send(
          HttpRequest.newBuilder(helpdesk.resolve(ticket[0] + "/replies"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("text=Found+you"))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  /** Whether the service wrote a JSON line of that trace that names mailbox and mail. */
  private static boolean logged(String service, String trace) throws IOException {
    for (String line : Files.readAllLines(running.settings.folder().log(service))) {
      if (line.startsWith("{")) {
        JsonNode about = ContractJson.mapper().readTree(line).path("mdc");
        if (about.path("traceId").asText().equals(trace)) {
          return about.path("mailboxId").asText().equals("helpdesk")
              && !about.path("messageKey").asText().isEmpty();
        }
      }
    }
    return false;
  }

  private static String trace(ConsumerRecord<String, byte[]> record) {
    Matcher header =
        TRACE.matcher(
            new String(
                record.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII));
    assertThat(header.matches()).isTrue();
    return header.group(1);
  }
}
