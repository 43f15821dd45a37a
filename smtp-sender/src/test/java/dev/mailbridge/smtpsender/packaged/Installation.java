package dev.mailbridge.smtpsender.packaged;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A simulated tenant, and the packaged sender with all that it needs. */
final class Installation implements AutoCloseable {
  private static final String KEY = "key-of-the-sender-under-test-00000000";

  private final Simulator simulator;
  private final TokenStub tokens;
  private final SenderProcess sender;

  Installation(SimulatorConfig tenant, Path folder, Map<String, String> more) throws IOException {
    simulator = Simulator.start(tenant);
    tokens = new TokenStub(SeedDirectory.HELPDESK, this::token);
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String name : List.of("smtp-sender", "token-service", "config-service")) {
      Files.writeString(keys.resolve(name), KEY);
    }
    Path authority = folder.resolve("ca.pem");
    Files.writeString(authority, simulator.caCertificatePem());
    Map<String, String> settings = new HashMap<>(more);
    settings.put("quarkus.datasource.jdbc.url", SharedPostgres.newDatabase());
    settings.put("quarkus.datasource.username", "postgres");
    settings.put("quarkus.datasource.password", "postgres");
    settings.put("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
    settings.put("mail-bridge.keys.directory", keys.toString());
    settings.put("mail-bridge.content.directory", folder.resolve("content").toString());
    settings.put("mail-bridge.token-service.url", tokens.url());
    settings.put("mail-bridge.trust.certificates", authority.toString());
    sender = new SenderProcess(settings, folder.resolve("sender.log"));
  }

  Simulator simulator() {
    return simulator;
  }

  SenderProcess sender() {
    return sender;
  }

  /**
   * @param perMinute null for the default
   */
  String define(HelpDesk helpDesk, Integer perMinute) {
    return define(helpDesk, perMinute, SeedDirectory.HELPDESK);
  }

  /**
   * @param perMinute null for the default
   * @param address whose mailbox it is; helpdesk@ signs in
   */
  String define(HelpDesk helpDesk, Integer perMinute, String address) {
    String id = "mailbox-" + UUID.randomUUID();
    helpDesk.define(
        new MailboxDefinition(
            MailboxId.of(id),
            ProjectId.of("helpdesk"),
            address,
            null,
            true,
            null,
            new MailboxDefinition.Outgoing(
                Transport.SMTP,
                "localhost",
                simulator.smtpPort(),
                ConnectionSecurity.STARTTLS,
                perMinute,
                perMinute,
                null,
                new MailboxDefinition.SentItems(
                    "localhost", simulator.imapsPort(), ConnectionSecurity.TLS, null),
                null),
            List.of(),
            1));
    return id;
  }

  private String token() {
    return simulator.accessToken(
        SeedDirectory.CLIENT_ID,
        SeedDirectory.HELPDESK,
        Resource.OUTLOOK,
        "SMTP.Send",
        "IMAP.AccessAsUser.All");
  }

  @Override
  public void close() {
    sender.close();
    tokens.close();
    simulator.close();
  }
}
