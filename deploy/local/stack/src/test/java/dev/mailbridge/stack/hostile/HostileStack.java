package dev.mailbridge.stack.hostile;

import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One stack for all tests of this package. An identity provider's tokens count in it, as in a
 * cluster, beside the keys of services.
 */
final class HostileStack {
  static final SortedMap<String, StackPort> SERVICES =
      new TreeMap<>(
          Map.of(
              "token-service", StackPort.TOKEN_SERVICE,
              "config-service", StackPort.CONFIG_SERVICE,
              "imap-poller", StackPort.IMAP_POLLER,
              "smtp-sender", StackPort.SMTP_SENDER));

  // Too few here costs another stack, too many leaves it to the JVM's end.
  private static final int CLASSES = 3;
  private static HostileStack running;
  private static int left;

  private final StackSettings settings;
  private final LocalStack stack;
  private final TokenIssuer issuer = new TokenIssuer();

  private HostileStack() throws IOException {
    Map<String, Map<String, String>> overrides = new HashMap<>();
    for (String service : SERVICES.keySet()) {
      overrides.put(
          service,
          Map.of(
              "quarkus.oidc.tenant-enabled",
              "true",
              "quarkus.oidc.public-key",
              issuer.publicKey(),
              "quarkus.oidc.token.audience",
              service));
    }
    settings =
        StackSettings.onFreePorts(
            Checkout.home(),
            new StackFolder(Files.createTempDirectory("mail-bridge-hostile")),
            List.of(),
            overrides);
    stack = new LocalStack(settings, System.out::println);
  }

  /** Starts it for the first who asks. */
  static synchronized HostileStack running() throws IOException {
    if (running == null) {
      HostileStack fresh = new HostileStack();
      Runtime.getRuntime().addShutdownHook(new Thread(fresh::end, "stop"));
      fresh.stack.start();
      running = fresh;
    }
    return running;
  }

  /** Each class leaves it at its end, and with the last one it ends. */
  static synchronized void leave() {
    left++;
    if (left == CLASSES && running != null) {
      running.end();
      running = null;
    }
  }

  private void end() {
    stack.close();
    settings.folder().delete();
  }

  StackSettings settings() {
    return settings;
  }

  TokenIssuer issuer() {
    return issuer;
  }

  URI address(String service) {
    return settings.ports().http(SERVICES.get(service));
  }

  /** As the {@code Authorization} header of a service's own calls. */
  String keyOf(String service) throws IOException {
    return "Bearer " + Files.readString(settings.folder().keys().resolve(service)).strip();
  }

  String operatorKey() throws IOException {
    return "Bearer " + Files.readString(settings.folder().operatorKey()).strip();
  }

  String administrator() throws IOException {
    return basic("admin", Files.readString(settings.folder().administratorPassword()).strip());
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
