package dev.mailbridge.stack.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HostileRestIT {
  private static final Map<String, StackPort> SERVICES =
      Map.of(
          "token-service", StackPort.TOKEN_SERVICE,
          "config-service", StackPort.CONFIG_SERVICE,
          "imap-poller", StackPort.IMAP_POLLER,
          "smtp-sender", StackPort.SMTP_SENDER);
  private static final Pattern STACK_TRACE =
      Pattern.compile("\\bat [\\w.$]+\\([\\w]+\\.java:\\d+\\)|[a-z]+\\.[a-z.]+Exception\\b");
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(45);

  private static LocalStack stack;
  private static StackSettings settings;

  @BeforeAll
  static void start() throws IOException {
    settings =
        new StackSettings(
            Checkout.home(),
            new StackFolder(Files.createTempDirectory("mail-bridge-hostile")),
            StackPorts.free(),
            true,
            Duration.ofMinutes(4),
            List.of(),
            Map.of());
    stack = new LocalStack(settings, System.out::println);
    stack.start();
  }

  @AfterAll
  static void stop() {
    stack.close();
    settings.folder().delete();
  }

  @Test
  void shouldAnswerWithNoServerErrorAndNoStackTraceWhateverIsSent() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String service : SERVICES.keySet()) {
      String authorization = authorizationOf(service);
      for (Operation operation : operations(service, authorization)) {
        for (HttpRequest request : fuzz(service, operation, authorization)) {
          verdict(service, operation, send(request)).ifPresent(wrong::add);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldAnswerNobodyWithoutValidCredentials() throws Exception {
    List<String> answered = new ArrayList<>();
    for (String service : SERVICES.keySet()) {
      for (Operation operation : operations(service, authorizationOf(service))) {
        if (!operation.path().startsWith("/api/")) {
          continue;
        }
        for (String authorization :
            List.of("", "Bearer nonsense", "Bearer ", "Basic YWRtaW46YWRtaW4=", unsignedToken())) {
          int status = send(plain(service, operation, authorization)).statusCode();
          if (status != 401 && status != 403) {
            answered.add(
                "%s %s with '%s': %d".formatted(service, operation, authorization, status));
          }
        }
      }
    }
    assertThat(answered).isEmpty();
  }

  private static List<HttpRequest> fuzz(String service, Operation operation, String authorization) {
    List<HttpRequest> requests = new ArrayList<>();
    for (String value : HostileValues.IN_ADDRESSES) {
      StringBuilder path = new StringBuilder(operation.pathWith(value));
      char separator = '?';
      for (String parameter : operation.queryParameters()) {
        path.append(separator).append(parameter).append('=').append(value);
        separator = '&';
      }
      if (separator == '&' || operation.path().contains("{")) {
        requests.add(
            request(
                service,
                operation.method(),
                path.toString(),
                authorization,
                "{}".getBytes(StandardCharsets.UTF_8),
                "application/json"));
      }
    }
    if (operation.hasBody()) {
      for (byte[] body : HostileValues.BODIES) {
        requests.add(
            request(
                service,
                operation.method(),
                operation.pathWith("nobody"),
                authorization,
                body,
                "application/json"));
      }
      for (String type : HostileValues.CONTENT_TYPES) {
        requests.add(
            request(
                service,
                operation.method(),
                operation.pathWith("nobody"),
                authorization,
                HostileValues.BODIES.get(6),
                type));
      }
    }
    return requests;
  }

  /** 503 is an answer where what is needed is not there, if it says so as a problem. */
  private static Optional<String> verdict(
      String service, Operation operation, HttpResponse<String> answer) {
    boolean problem =
        answer.headers().firstValue("content-type").orElse("").startsWith("application/problem");
    boolean serverError = answer.statusCode() >= 500 && !(answer.statusCode() == 503 && problem);
    boolean trace = STACK_TRACE.matcher(answer.body()).find();
    return serverError || trace
        ? Optional.of(
            "%s %s: %d %.300s (%s)"
                .formatted(
                    service, operation, answer.statusCode(), answer.body(), answer.request().uri()))
        : Optional.empty();
  }

  private static List<Operation> operations(String service, String authorization) throws Exception {
    HttpResponse<String> answer =
        send(
            request(
                service,
                "get",
                "/q/openapi?format=json",
                authorization,
                new byte[0],
                "application/json"));
    assertThat(answer.statusCode()).as("OpenAPI of %s", service).isEqualTo(200);
    List<Operation> all = Operation.all(ContractJson.mapper().readTree(answer.body()));
    assertThat(all).as("operations of %s", service).isNotEmpty();
    return all;
  }

  private static HttpRequest plain(String service, Operation operation, String authorization) {
    return request(
        service,
        operation.method(),
        operation.pathWith("nobody"),
        authorization,
        "{}".getBytes(StandardCharsets.UTF_8),
        "application/json");
  }

  private static HttpRequest request(
      String service, String method, String path, String authorization, byte[] body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.ports().http(SERVICES.get(service)) + path))
            .timeout(LONGEST_ANSWER)
            .header("Content-Type", type)
            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofByteArray(body));
    return authorization.isEmpty()
        ? request.build()
        : request.header("Authorization", authorization).build();
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** The one that may do most: config-service for token-service, the administrator there. */
  private static String authorizationOf(String service) throws IOException {
    return switch (service) {
      case "config-service" -> {
        String password = Files.readString(settings.folder().administratorPassword()).strip();
        yield "Basic "
            + Base64.getEncoder()
                .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
      }
      default ->
          "Bearer " + Files.readString(settings.folder().keys().resolve("config-service")).strip();
    };
  }

  /** A JWT with the algorithm "none". */
  private static String unsignedToken() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "Bearer "
        + encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(
            "{\"sub\":\"admin\",\"groups\":[\"admin\"],\"exp\":9999999999}"
                .getBytes(StandardCharsets.UTF_8))
        + ".";
  }
}
