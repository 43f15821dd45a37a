package dev.mailbridge.testkit.realservers;

import dev.mailbridge.simulator.contract.MailServers;
import dev.mailbridge.simulator.contract.MailServersContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** What the simulator is held to, at Dovecot and Postfix: a contract that only we keep is none. */
class RealServersContractIT extends MailServersContract {
  private static RealMailServers real;

  @BeforeAll
  static void start() throws IOException {
    String whyNot = RealMailServers.whyNot();
    Assumptions.assumeTrue(whyNot == null, whyNot);
    real = RealMailServers.start();
  }

  @AfterAll
  static void stop() {
    if (real != null) {
      real.close();
    }
  }

  @Override
  protected MailServers servers() {
    return new DovecotAndPostfix(real);
  }

  private record DovecotAndPostfix(RealMailServers real) implements MailServers {
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
    public boolean copiesToSentItems() {
      return false;
    }
  }
}
