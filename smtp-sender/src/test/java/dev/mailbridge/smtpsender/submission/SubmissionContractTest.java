package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.NeedsAdministrator;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Sent;
import dev.mailbridge.smtpsender.submission.SendOutcome.Uncertain;
import dev.mailbridge.token.AccessToken;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every transport promises, against a tenant that behaves as Office 365 does. */
class SubmissionContractTest {
  private static Simulator simulator;

  private final FakeTokens tokens = new FakeTokens();
  private final String customer = "c" + UUID.randomUUID() + "@customer.example";
  private final String hidden = "h" + UUID.randomUUID() + "@customer.example";

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @AfterEach
  void clear() {
    simulator.faults().clear();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void shouldDeliverToEveryoneAndNameNobodyBlind(Transport transport) throws IOException {
    try (SubmissionChannel channel = open(transport)) {
      // When
      SendOutcome outcome = channel.send(mail(() -> true));

      // Then
      assertThat(outcome).isInstanceOf(Sent.class);
      assertThat(simulator.mails(customer, "INBOX")).hasSize(1);
      assertThat(simulator.mails(hidden, "INBOX")).hasSize(1);
      assertThat(received()).contains("Subject: Contract").doesNotContain("Bcc", hidden);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void shouldBeUncertainWhenTheAnswerIsLost(Transport transport) {
    // Given
    simulator.apply(fault(FaultKind.ANSWER_LOST, Duration.ofMillis(50)));
    try (SubmissionChannel channel = open(transport)) {
      // When
      SendOutcome outcome = channel.send(mail(() -> true));

      // Then
      assertThat(outcome).isEqualTo(new Uncertain(SendReason.ANSWER_LOST));
      assertThat(channel.conversation()).isNotBlank().doesNotContain(token(transport));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void shouldSendNothingWhenTheMailboxWasTakenOver(Transport transport) {
    // Given
    int before = drafts();
    try (SubmissionChannel channel = open(transport)) {
      // When
      SendOutcome outcome = channel.send(mail(() -> false));

      // Then
      assertThat(outcome).isInstanceOf(Deferred.class);
      assertThat(simulator.mails(customer, "INBOX")).isEmpty();
      assertThat(drafts()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void shouldAskForAnAdministratorWhenTheTokenIsRefused(Transport transport) {
    try (SubmissionChannel channel = open(transport)) {
      tokens.answer(FakeTokens.token("no-token-of-this-tenant"));

      // When
      SendOutcome outcome = channel.send(mail(() -> true));

      // Then
      assertThat(outcome)
          .isInstanceOfSatisfying(
              NeedsAdministrator.class,
              needed -> {
                assertThat(needed.reason()).isEqualTo(SendReason.TOKEN_REFUSED);
                assertThat(needed.scope()).isEqualTo(Scope.MAILBOX);
                assertThat(needed.remedy()).isNotBlank();
              });
      assertThat(channel.conversation()).isNotBlank().doesNotContain("no-token-of-this-tenant");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Transport.class, names = "GRAPH")
  void shouldWaitAsLongAsGraphAsksFor(Transport transport) {
    // Given
    simulator.apply(fault(FaultKind.GRAPH_THROTTLED, Duration.ofSeconds(17)));
    try (SubmissionChannel channel = open(transport)) {
      // When
      SendOutcome outcome = channel.send(mail(() -> true));

      // Then
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Deferred.class,
              deferred -> {
                assertThat(deferred.reason()).isEqualTo(SendReason.THROTTLED);
                assertThat(deferred.atLeast()).isEqualTo(Duration.ofSeconds(17));
              });
      assertThat(simulator.mails(customer, "INBOX")).isEmpty();
    }
  }

  private static int drafts() {
    return simulator.mails(SeedDirectory.HELPDESK, "Drafts").size();
  }

  private SubmissionChannel open(Transport transport) {
    tokens.answer(
        new AccessToken(
            token(transport),
            Instant.parse("2099-01-01T00:00:00Z"),
            SeedDirectory.HELPDESK,
            AccessToken.Mechanism.XOAUTH2));
    MailboxDefinition mailbox = mailbox(transport);
    Clock clock = Clock.systemUTC();
    return switch (transport) {
      case SMTP -> {
        SmtpEndpoint endpoint = SubmissionChannels.endpoint(mailbox.outgoing(), tls(), config());
        yield new SmtpChannel(new SmtpConnector(mailbox.id(), endpoint, tokens, clock), clock);
      }
      case GRAPH -> new GraphChannel(mailbox, new GraphApi(config(), tls()), tokens, clock);
    };
  }

  private static SubmissionConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(SubmissionConfig.class)
        .withDefaultValue("mail-bridge.submission.graph-url", simulator.httpUrl())
        .withDefaultValue("mail-bridge.submission.answer-timeout", "PT5S")
        .build()
        .getConfigMapping(SubmissionConfig.class);
  }

  private static SSLContext tls() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "simulator",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(
                      simulator.caCertificatePem().getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MailboxDefinition mailbox(Transport transport) {
    return new MailboxDefinition(
        MailboxId.of("contract-" + UUID.randomUUID()),
        ProjectId.of("helpdesk"),
        SeedDirectory.HELPDESK,
        null,
        true,
        null,
        new MailboxDefinition.Outgoing(
            transport,
            "localhost",
            simulator.smtpPort(),
            ConnectionSecurity.STARTTLS,
            null,
            null,
            null,
            null,
            null),
        List.of(),
        1);
  }

  private String token(Transport transport) {
    return switch (transport) {
      case SMTP ->
          simulator.accessToken(
              SeedDirectory.CLIENT_ID, SeedDirectory.HELPDESK, Resource.OUTLOOK, "SMTP.Send");
      case GRAPH ->
          simulator.accessToken(
              SeedDirectory.CLIENT_ID,
              SeedDirectory.HELPDESK,
              Resource.GRAPH,
              "Mail.Send",
              "Mail.ReadWrite");
    };
  }

  private String received() throws IOException {
    return new String(
        simulator.mails(customer, "INBOX").getFirst().content().octets(), StandardCharsets.UTF_8);
  }

  private Submission mail(java.util.function.BooleanSupplier mayStart) {
    byte[] octets =
        """
        From: Help Desk <%s>
        To: <%s>
        Subject: Contract
        Message-ID: <%s@contoso.example>
        Date: Tue, 3 Mar 2026 08:00:00 +0000

        Hello
        """
            .formatted(SeedDirectory.HELPDESK, customer, UUID.randomUUID())
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    return new Submission(
        new Envelope(SeedDirectory.HELPDESK, List.of(customer, hidden), List.of(hidden), false),
        new Submission.Content() {
          @Override
          public long size() {
            return octets.length;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write(octets);
          }
        },
        mayStart);
  }

  private static Fault fault(FaultKind kind, Duration delay) {
    return new Fault(
        null,
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(1),
        Optional.of(delay),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.empty());
  }
}
