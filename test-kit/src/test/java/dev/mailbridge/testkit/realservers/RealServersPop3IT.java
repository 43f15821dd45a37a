package dev.mailbridge.testkit.realservers;

import dev.mailbridge.simulator.contract.MailServers;
import dev.mailbridge.simulator.contract.Pop3ServerContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The POP3 part of the contract, at Dovecot. */
class RealServersPop3IT extends Pop3ServerContract {
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
