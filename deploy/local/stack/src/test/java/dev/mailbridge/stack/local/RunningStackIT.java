package dev.mailbridge.stack.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.client.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bad input in a whole stack: each is told with what to do about it, and the help desk's mailbox
 * goes on as if nothing had been; and the metrics that dashboards and alerts ask for.
 */
class RunningStackIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static LocalStack stack;
  private static StackSettings settings;
  private static Administrator administrator;
  private static Project project;
  private static String registration;

  @BeforeAll
  static void start() throws Exception {
    settings =
        new StackSettings(
            Checkout.home(),
            new StackFolder(Files.createTempDirectory("mail-bridge-running")),
            StackPorts.free(),
            true,
            StartUp.CACHED,
            Duration.ofMinutes(4),
            List.of("--no-limits"),
            Map.of());
    stack = new LocalStack(settings, System.out::println);
    stack.start();
    administrator = Administrator.of(settings);
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(settings.ports(), null);
    registration = administrator.registerApp();
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, registration);
    new Browser()
        .signIn(
            administrator.signIn(mailbox.id()), SimulatedTenant.HELPDESK, SimulatedTenant.PASSWORD);
    administrator.awaitConnected(mailbox.id(), SOON);
    project =
        new Project(SimulatedTenant.PROJECT, "localhost:" + settings.ports().of(StackPort.KAFKA));
  }

  @AfterAll
  static void stop() throws Exception {
    if (project != null) {
      project.close();
    }
    stack.close();
    settings.folder().delete();
  }

  @AfterEach
  void shouldStillTakeMail() {
    String id = deliver("Subject: still there\r\n\r\nYes.\r\n");
    IncomingMail event = await(id);
    assertThat(event.subject()).isEqualTo("still there");
  }

  @Test
  void shouldNameTheFieldWhenAMailboxIsInvalid() {
    ObjectNode mailbox = mailbox("broken");
    ((ObjectNode) mailbox.path("incoming")).put("port", 70_000);
    assertThatThrownBy(() -> administrator.addMailbox(mailbox))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("/incoming/port")
        .hasMessageContaining("65535");
  }

  @Test
  void shouldSayWhatToDoWhenTheServerCanNotBeReached() {
    // Given
    ObjectNode mailbox = mailbox("nowhere");
    ((ObjectNode) mailbox.path("incoming")).put("port", 1);
    // When
    administrator.addMailbox(mailbox);
    administrator.grantToApp("nowhere", administrator.registerAppOnly(), "support@contoso.example");
    // Then
    JsonNode status = awaitTrouble("nowhere");
    assertThat(status.path("code").asText()).isNotBlank();
    assertThat(status.path("remedy").asText()).contains("port");
  }

  @Test
  void shouldSayWhatToDoWhenTheClientIdIsWrong() {
    // Given
    String wrong = administrator.registerAppOnly("6d2b9f4e-0c1a-4e56-8b2f-0000000000ff");
    // When
    JsonNode check = administrator.check(wrong);
    administrator.addMailbox(mailbox("wrong-client"));
    administrator.grantToApp("wrong-client", wrong, "support@contoso.example");
    // Then
    assertThat(check.path("ok").asBoolean()).isFalse();
    assertThat(check.at("/failure/remedy").asText()).containsIgnoringCase("client id");
    assertThat(awaitTrouble("wrong-client").path("remedy").asText()).isNotBlank();
  }

  @Test
  void shouldPublishAMailThatIsNoneWithItsDefects() {
    // Given
    String nonce = UUID.randomUUID().toString();
    byte[] garbage = ("\0\1\377 no header at all " + nonce).getBytes(StandardCharsets.ISO_8859_1);
    // When
    new SimulatedMailboxes(settings.ports()).deliver(SimulatedTenant.HELPDESK, garbage);
    // Then
    IncomingMail event =
        project.await(
            Topics.incoming(SimulatedTenant.PROJECT),
            IncomingMail.class,
            SOON,
            mail -> !mail.defects().isEmpty());
    assertThat(event.rawContent()).isNotNull();
  }

  @Test
  void shouldHaveEveryMetricThatDashboardsAndAlertsAskFor() throws Exception {
    Set<String> asked = new TreeSet<>();
    Pattern own = Pattern.compile("\\b((?:mail_bridge|http_server|jvm|process)_\\w+)");
    try (Stream<Path> files = Files.walk(Checkout.home().resolve("deploy/observability"))) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.json|.*mail-bridge\\.yaml")).toList()) {
        own.matcher(Files.readString(file)).results().forEach(m -> asked.add(m.group(1)));
      }
    }
    assertThat(asked).hasSizeGreaterThan(5);
    Waiting.until(
        "the services' metrics " + asked,
        SOON,
        () -> {
          String all = "\n" + metrics();
          return asked.stream().allMatch(name -> all.contains("\n" + name));
        });
  }

  private static String metrics() {
    StringBuilder all = new StringBuilder();
    for (StackPort port :
        List.of(
            StackPort.CONFIG_SERVICE,
            StackPort.TOKEN_SERVICE,
            StackPort.IMAP_POLLER,
            StackPort.SMTP_SENDER)) {
      try {
        all.append(administrator.metrics(port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  private static ObjectNode mailbox(String id) {
    ObjectNode mailbox =
        ContractJson.mapper().valueToTree(SimulatedTenant.helpdesk(settings.ports(), null));
    mailbox.put("id", id).put("address", "support@contoso.example");
    mailbox.remove("revision");
    return mailbox;
  }

  private static JsonNode awaitTrouble(String mailbox) {
    JsonNode[] found = new JsonNode[1];
    Waiting.until(
        "mailbox " + mailbox + " says what is wrong",
        SOON,
        () -> {
          for (JsonNode facet : administrator.status(mailbox)) {
            if (!facet.path("remedy").asText("").isBlank()) {
              found[0] = facet;
            }
          }
          return found[0] != null;
        });
    return found[0];
  }

  private static String deliver(String rest) {
    String id = "<%s@customer.example>".formatted(UUID.randomUUID());
    new SimulatedMailboxes(settings.ports())
        .deliver(
            SimulatedTenant.HELPDESK,
            "From: %s\r\nMessage-ID: %s\r\n%s"
                .formatted(SimulatedTenant.CUSTOMER, id, rest)
                .getBytes(StandardCharsets.US_ASCII));
    return id;
  }

  private static IncomingMail await(String messageId) {
    return project.await(
        Topics.incoming(SimulatedTenant.PROJECT),
        IncomingMail.class,
        SOON,
        mail -> messageId.equals(mail.messageId()));
  }
}
