package dev.mailbridge.testkit;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a simulated Office 365 tenant of its own, without Microsoft's limits
 * on speed. Its certificate is trusted by {@code mail-bridge.trust.certificates}; its addresses are
 * in {@code simulator.*}. A field of type {@link Simulator} in the test class is set.
 */
public class SimulatorTestResource implements QuarkusTestResourceLifecycleManager {
  private Simulator simulator;

  @Override
  public Map<String, String> start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
    try {
      Path certificate = Files.createTempFile("simulator-ca", ".pem");
      certificate.toFile().deleteOnExit();
      Files.writeString(certificate, simulator.caCertificatePem());
      return Map.of(
          "mail-bridge.trust.certificates", certificate.toString(),
          "simulator.http-url", simulator.httpUrl(),
          "simulator.imaps-port", String.valueOf(simulator.imapsPort()),
          "simulator.pop3s-port", String.valueOf(simulator.pop3sPort()),
          "simulator.smtp-port", String.valueOf(simulator.smtpPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(simulator, new TestInjector.MatchesType(Simulator.class));
  }

  @Override
  public void stop() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
