package dev.mailbridge.testkit.realservers;

import dev.mailbridge.simulator.contract.Difference;
import dev.mailbridge.simulator.contract.MailServers;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The real servers as servers of the contract. */
record DovecotAndPostfix(RealMailServers real) implements MailServers {
  @Override
  public String host() {
    return real.host();
  }

  @Override
  public int imapsPort() {
    return real.imapsPort();
  }

  @Override
  public int pop3sPort() {
    return real.pop3sPort();
  }

  @Override
  public int smtpPort() {
    return real.smtpPort();
  }

  @Override
  public String caCertificatePem() {
    try {
      return real.certificatePem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String user() {
    return "helpdesk@contoso.example";
  }

  @Override
  public String other() {
    return "ann@contoso.example";
  }

  @Override
  public String token(String user, Purpose purpose) {
    return real.tokens().valid(user);
  }

  @Override
  public String expiredToken(String user, Purpose purpose) {
    return real.tokens().expired(user);
  }

  @Override
  public void deliver(String user, byte[] mail) {
    try {
      real.deliver(user, mail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean doesAsExchange(Difference difference) {
    return false;
  }
}
