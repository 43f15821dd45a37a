package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
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
 * Looks for each secret of a run where it must not be: all of them in logs, in Kafka and the
 * databases (their files and their content), the content store and metrics; in the heaps of those
 * that only get tokens what only token-service may hold; everything in the heap of the project.
 */
final class SecretsHunt {
  private static final String CLIENT_SECRET = "simulator-client-secret-000";
  private static final List<String> DATABASES =
      List.of("token_service", "config_service", "smtp_sender");
  private static final Map<String, StackPort> SERVICES =
      Map.of(
          "token-service", StackPort.TOKEN_SERVICE,
          "config-service", StackPort.CONFIG_SERVICE,
          "imap-poller", StackPort.IMAP_POLLER,
          "smtp-sender", StackPort.SMTP_SENDER);

  private final LocalStack stack;
  private final StackFolder folder;
  private final Map<String, String> refreshTokens;
  private final Map<String, String> all = new LinkedHashMap<>();

  private SecretsHunt(LocalStack stack, IssuedTokens tokens) throws IOException {
    this.stack = stack;
    folder = stack.settings().folder();
    refreshTokens = tokens.refresh();
    if (refreshTokens.isEmpty() || tokens.access().isEmpty()) {
      throw new StackException("No token was overheard: there is nothing to search for");
    }
    all.putAll(refreshTokens);
    all.putAll(tokens.access());
    all.put("client secret", CLIENT_SECRET);
    all.put("administrator's password", read(folder.administratorPassword()));
    all.put("operator key", read(folder.operatorKey()));
    try (Stream<Path> keys = Files.list(folder.keys())) {
      for (Path key : keys.filter(Files::isRegularFile).toList()) {
        all.put("key of " + key.getFileName(), read(key));
      }
    }
  }

  /**
   * @return which secret lies where
   */
  static List<String> search(LocalStack stack, IssuedTokens tokens)
      throws IOException, InterruptedException {
    return new SecretsHunt(stack, tokens).search();
  }

  private List<String> search() throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    saveMetrics();
    StackPorts ports = stack.settings().ports();
    TopicDump.write("localhost:" + ports.of(StackPort.KAFKA), folder.log("all.topics"));
    for (String database : DATABASES) {
      DatabaseDump.write(
          ports.of(StackPort.POSTGRESQL), database, folder.log(database + ".database"));
    }
    Needles everything = new Needles(all);
    for (Path place :
        List.of(
            folder.log("kafka").getParent(),
            folder.kafka(),
            folder.postgresql(),
            folder.content())) {
      found.addAll(in(place, everything));
    }
    Map<String, String> ofTokenService = new LinkedHashMap<>(refreshTokens);
    ofTokenService.put("client secret", CLIENT_SECRET);
    for (String service : List.of("imap-poller", "smtp-sender")) {
      found.addAll(inHeap(service, new Needles(ofTokenService)));
    }
    // The secret comes by here when an administrator enters it.
    found.addAll(inHeap("config-service", new Needles(refreshTokens)));
    found.addAll(inHeap("helpdesk", everything));
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
