package dev.mailbridge.benchmarks.poller;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The IMAP server of a measurement.
 *
 * @param tokens an access token for an address
 */
public record MailHost(int imapsPort, String certificatePem, UnaryOperator<String> tokens) {
  public static MailHost of(RealMailServers servers) throws IOException {
    return new MailHost(servers.imapsPort(), servers.certificatePem(), servers.tokens()::valid);
  }

  public static MailHost of(Simulator simulator) {
    return new MailHost(
        simulator.imapsPort(),
        simulator.caCertificatePem(),
        address ->
            simulator.accessToken(
                SeedDirectory.CLIENT_ID, address, Resource.OUTLOOK, "IMAP.AccessAsUser.All"));
  }
}
