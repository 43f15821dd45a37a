package dev.mailbridge.testkit.realservers;

import dev.mailbridge.simulator.contract.ExchangeDifferencesContract;
import dev.mailbridge.simulator.contract.MailServers;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The listed differences, at Dovecot and Postfix: what is listed must be so. */
class RealServersDifferencesIT extends ExchangeDifferencesContract {
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
