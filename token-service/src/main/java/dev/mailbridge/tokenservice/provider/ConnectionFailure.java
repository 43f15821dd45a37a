package dev.mailbridge.tokenservice.provider;

import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why there was no answer, in words that name what to do. Never the exception's own text: it may
 * quote what was sent.
 */
final class ConnectionFailure {
  private ConnectionFailure() {}

  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException _ -> {
          return "its name isn't known: check the address and the DNS, or set"
              + " mail-bridge.identity-provider.proxy";
        }
        case SSLException _ -> {
          return "TLS failed: if its certificate comes from a private authority, add that to"
              + " mail-bridge.trust.certificates";
        }
        case ProxyConnectException _ -> {
          return "the HTTP proxy doesn't let the request through: check"
              + " mail-bridge.identity-provider.proxy and its user";
        }
        case ConnectException _ -> {
          return "the connection was refused: check the address and the firewall";
        }
        case TimeoutException _ -> {
          return "no answer in time";
        }
        default -> {
          // The cause says more.
        }
      }
    }
    return "the connection failed or was cut";
  }
}
