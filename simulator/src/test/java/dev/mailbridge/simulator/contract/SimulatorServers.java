package dev.mailbridge.simulator.contract;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import java.time.Duration;

/** The simulator as servers of the contract. */
record SimulatorServers(Simulator simulator) implements MailServers {
  @Override
  public String host() {
    return "localhost";
  }

  @Override
  public int imapsPort() {
    return simulator.imapsPort();
  }

  @Override
  public int pop3sPort() {
    return simulator.pop3sPort();
  }

  @Override
  public int smtpPort() {
    return simulator.smtpPort();
  }

  @Override
  public String caCertificatePem() {
    return simulator.caCertificatePem();
  }

  @Override
  public String user() {
    return SeedDirectory.HELPDESK;
  }

  @Override
  public String other() {
    return SeedDirectory.ANN;
  }

  @Override
  public String token(String user, Purpose purpose) {
    String scope =
        switch (purpose) {
          case IMAP -> "IMAP.AccessAsUser.All";
          case POP3 -> "POP.AccessAsUser.All";
          case SMTP -> "SMTP.Send";
        };
    return simulator.accessToken(SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, scope);
  }

  @Override
  public String expiredToken(String user, Purpose purpose) {
    simulator.clock().advance(Duration.ofHours(-2));
    try {
      return token(user, purpose);
    } finally {
      simulator.clock().advance(Duration.ofHours(2));
    }
  }

  @Override
  public void deliver(String user, byte[] mail) {
    simulator.deliver(user, mail);
  }
}
