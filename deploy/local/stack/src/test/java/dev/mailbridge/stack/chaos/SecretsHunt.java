package dev.mailbridge.stack.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks for each secret of a run where it must not be: all of them in logs, Kafka's and
 * PostgreSQL's files, the content store and metrics; the app's secret in the heaps of those that
 * only get tokens; tokens in the heap of the project.
 */
final class SecretsHunt {
  private static final String CLIENT_SECRET = "simulator-client-secret-000";
  private static final Map<String, StackPort> SERVICES =
      Map.of(
          "token-service", StackPort.TOKEN_SERVICE,
          "config-service", StackPort.CONFIG_SERVICE,
          "imap-poller", StackPort.IMAP_POLLER,
          "smtp-sender", StackPort.SMTP_SENDER);

  private final LocalStack stack;
  private final StackFolder folder;
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final Map<String, String> all = new LinkedHashMap<>();

  private SecretsHunt(LocalStack stack) {
    this.stack = stack;
    folder = stack.settings().folder();
  }

  /**
   * @return which secret lies where
   */
  static List<String> search(LocalStack stack, MailboxId mailbox)
      throws IOException, InterruptedException {
    SecretsHunt hunt = new SecretsHunt(stack);
    hunt.collect(mailbox);
    List<String> found = new ArrayList<>();
    hunt.saveMetrics();
    Needles everything = new Needles(hunt.all);
    for (Path place :
        List.of(
            hunt.folder.log("kafka").getParent(),
            hunt.folder.kafka(),
            hunt.folder.postgresql(),
            hunt.folder.content())) {
      found.addAll(in(place, everything));
    }
    Needles clientSecret = new Needles(Map.of("client secret", CLIENT_SECRET));
    for (String service : List.of("imap-poller", "smtp-sender")) {
      found.addAll(hunt.inHeap(service, clientSecret));
    }
    found.addAll(hunt.inHeap("helpdesk", everything));
    return found;
  }

  /** Which secret lies in which file of a folder. */
  static List<String> in(Path place, Needles needles) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        needles.in(file).forEach(name -> found.add("%s in %s".formatted(name, file)));
      }
    }
    return found;
  }

  private void collect(MailboxId mailbox) throws IOException, InterruptedException {
    String poller = read(folder.keys().resolve("imap-poller"));
    String sender = read(folder.keys().resolve("smtp-sender"));
    tokens.put("access token for IMAP", accessToken(mailbox, "imap", poller));
    tokens.put("access token for SMTP", accessToken(mailbox, "smtp", sender));
    all.putAll(tokens);
    all.put("client secret", CLIENT_SECRET);
    all.put("administrator's password", read(folder.administratorPassword()));
    all.put("operator key", read(folder.operatorKey()));
    try (Stream<Path> keys = Files.list(folder.keys())) {
      for (Path key : keys.filter(Files::isRegularFile).toList()) {
        all.put("key of " + key.getFileName(), read(key));
      }
    }
  }

  private String accessToken(MailboxId mailbox, String purpose, String key)
      throws IOException, InterruptedException {
    String path = "/api/v1/mailboxes/%s/access-token?for=%s".formatted(mailbox, purpose);
    HttpResponse<byte[]> answer = get(StackPort.TOKEN_SERVICE, path, key);
    JsonNode token = ContractJson.mapper().readTree(answer.body());
    if (answer.statusCode() != 200) {
      throw new StackException(
          "token-service gives no token (%d): %s".formatted(answer.statusCode(), token));
    }
    return token.path("accessToken").asText();
  }

  /** Beside the logs, to be searched with them. */
  private void saveMetrics() throws IOException, InterruptedException {
    String key = read(folder.operatorKey());
    for (Map.Entry<String, StackPort> service : SERVICES.entrySet()) {
      HttpResponse<byte[]> answer = get(service.getValue(), "/q/metrics", key);
      if (answer.statusCode() != 200) {
        throw new StackException(
            "%s gives no metrics: %d".formatted(service.getKey(), answer.statusCode()));
      }
      Files.write(folder.log(service.getKey() + ".metrics"), answer.body());
    }
  }

  private HttpResponse<byte[]> get(StackPort service, String path, String key)
      throws IOException, InterruptedException {
    URI address = stack.settings().ports().http(service).resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private List<String> inHeap(String service, Needles needles)
      throws IOException, InterruptedException {
    Path dump = folder.root().resolve(service + ".hprof");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(stack.process(service).pid()),
                "GC.heap_dump",
                dump.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!jcmd.waitFor(60, TimeUnit.SECONDS) || !Files.exists(dump)) {
      throw new StackException("No heap dump of %s could be made".formatted(service));
    }
    try {
      return needles.in(dump).stream()
          .map(name -> "%s in the heap of %s".formatted(name, service))
          .toList();
    } finally {
      Files.delete(dump);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
