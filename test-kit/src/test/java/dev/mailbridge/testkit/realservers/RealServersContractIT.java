package dev.mailbridge.testkit.realservers;

import dev.mailbridge.simulator.contract.MailServers;
import dev.mailbridge.simulator.contract.MailServersContract;
import java.io.IOException;
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
}
