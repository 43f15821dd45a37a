package dev.mailbridge.imappoller.check;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckRun;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/** Looks a mail server up and connects to it. */
public final class ServerReach {
  private ServerReach() {}

  public static void check(
      Endpoint endpoint, SSLSocketFactory tls, Duration timeout, CheckRun run) {
    run.step("Name of the server", () -> addresses(endpoint.host()), found -> found);
    run.step(
        "Connection to the server",
        () -> {
          connect(endpoint, tls, timeout);
          return endpoint;
        },
        reached ->
            reached.security() == ConnectionSecurity.TLS
                ? reached + " answers; its certificate is trusted and belongs to it."
                : reached + " answers.");
  }

  private static void connect(Endpoint endpoint, SSLSocketFactory tls, Duration timeout) {
    try {
      MailSocket.connect(endpoint, tls, timeout, timeout).close();
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
