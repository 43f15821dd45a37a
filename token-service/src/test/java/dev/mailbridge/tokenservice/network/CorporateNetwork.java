package dev.mailbridge.tokenservice.network;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.tls.CertificateAuthority;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated tenant that is reached by TLS alone, with a certificate of a private authority, and
 * through a proxy with a password.
 */
public class CorporateNetwork implements QuarkusTestResourceLifecycleManager {
  private Simulator simulator;
  private TlsTerminator terminator;
  private ForwardProxy proxy;

  @Override
  public Map<String, String> start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
    CertificateAuthority authority = CertificateAuthority.open(Optional.empty());
    terminator = new TlsTerminator(URI.create(simulator.httpUrl()), authority.serverContext());
    proxy = new ForwardProxy();
    try {
      Path certificate = Files.createTempFile("private-authority", ".pem");
      certificate.toFile().deleteOnExit();
      Files.writeString(certificate, authority.certificatePem());
      Map<String, String> config = new HashMap<>();
      config.put("mail-bridge.trust.certificates", certificate.toString());
      config.put("mail-bridge.identity-provider.proxy.host", "localhost");
      config.put("mail-bridge.identity-provider.proxy.port", String.valueOf(proxy.port()));
      config.put("mail-bridge.identity-provider.proxy.username", ForwardProxy.USER);
      config.put("mail-bridge.identity-provider.proxy.password", ForwardProxy.PASSWORD);
      config.put("simulator.http-url", simulator.httpUrl());
      config.put("simulator.https-url", terminator.url());
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(proxy, new TestInjector.MatchesType(ForwardProxy.class));
  }

  @Override
  public void stop() {
    if (simulator != null) {
      proxy.close();
      terminator.close();
      simulator.close();
    }
  }
}
