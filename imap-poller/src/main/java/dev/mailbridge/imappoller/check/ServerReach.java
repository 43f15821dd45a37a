package dev.mailbridge.imappoller.check;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks a mail server up and connects to it. */
@Singleton
public class ServerReach {
  private final PollerConfig config;
  private final TrustedAuthorities trusted;

  ServerReach(PollerConfig config, TrustedAuthorities trusted) {
    this.config = config;
    this.trusted = trusted;
  }

  public void check(Endpoint endpoint, CheckRun run) {
    run.step("Name of the server", () -> addresses(endpoint.host()), found -> found);
    run.step(
        "Connection to the server",
        () -> {
          connect(endpoint);
          return endpoint;
        },
        reached ->
            reached.security() == ConnectionSecurity.TLS
                ? reached + " answers; its certificate is trusted and belongs to it."
                : reached + " answers.");
  }

  private void connect(Endpoint endpoint) {
    remedied(
            () ->
                MailSocket.connect(
                    endpoint,
                    trusted.sslContext().getSocketFactory(),
                    config.connectTimeout(),
                    config.connectTimeout()))
        .close();
  }

  /**
   * What a step of reading gives.
   *
   * @throws CheckFailedException with what to do, where reading would fail
   */
  public static <T> T remedied(Supplier<T> step) {
    try {
      return step.get();
    } catch (SourceException e) {
      throw new CheckFailedException(e.getMessage(), e.failure().remedy());
    }
  }

  private static String addresses(String host) {
    try {
      return host
          + " is "
          + Arrays.stream(InetAddress.getAllByName(host))
              .limit(4)
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(", "));
    } catch (UnknownHostException e) {
      throw new CheckFailedException(
          "No address is known for " + host + ".",
          "Check the server's name for typing mistakes, and this machine's DNS. "
              + SourceFailure.HOST_UNREACHABLE.remedy());
    }
  }
}
