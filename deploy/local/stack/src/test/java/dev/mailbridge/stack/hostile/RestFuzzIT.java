package dev.mailbridge.stack.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of a service's OpenAPI document, with what no honest caller sends. */
class RestFuzzIT {
  private static final Pattern STACK_TRACE =
      Pattern.compile("\\bat [\\w.$]+\\([\\w]+\\.java:\\d+\\)|\\b[a-z]+\\.[a-z.]+Exception\\b");
  private static final int MOST_SHOWN = 20;

  @AfterAll
  static void leave() {
    HostileStack.leave();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-service", "config-service", "imap-poller", "smtp-sender"})
  void shouldAnswerAsAProblemWhateverIsSent(String service) throws Exception {
    // Given
    HostileStack stack = HostileStack.running();
    String admin = stack.issuer().token(service, "admin");
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    try (Caller caller = new Caller(stack.address(service))) {
      List<Operation> operations = caller.operations(admin);
      assertThat(operations).isNotEmpty();
      for (Operation operation : operations) {
        // When
        for (Call call : calls(operation)) {
          calls++;
          Map<String, String> headers = new HashMap<>(call.headers());
          headers.put("Authorization", admin);
          try {
            verdict(
                    operation,
                    call,
                    caller.call(operation.method(), call.path(), headers, call.body()))
                .ifPresent(wrong::add);
          } catch (ExecutionException | TimeoutException e) {
            wrong.add("%s: no answer (%s) for %s".formatted(operation, e, call));
          }
        }
      }
    }
    // Then
    System.out.printf("%s: %d hostile calls, %d wrong answers%n", service, calls, wrong.size());
    Files.write(Path.of("target", "fuzz-" + service + ".txt"), wrong);
    assertThat(wrong.subList(0, Math.min(MOST_SHOWN, wrong.size())))
        .as("%d wrong answers of %s, all in target/fuzz-%s.txt", wrong.size(), service, service)
        .isEmpty();
  }

  private record Call(String path, Map<String, String> headers, byte[] body) {}

  private static List<Call> calls(Operation operation) {
    List<Call> calls = new ArrayList<>();
    Map<String, String> json = Map.of("Content-Type", "application/json");
    for (String value : HostileValues.IN_ADDRESSES) {
      StringBuilder path = new StringBuilder(operation.pathWith(value));
      char separator = '?';
      for (String parameter : operation.queryParameters()) {
        path.append(separator).append(parameter).append('=').append(value);
        separator = '&';
      }
      if (separator == '&' || operation.path().contains("{")) {
        calls.add(new Call(path.toString(), json, HostileValues.EMPTY_OBJECT));
      }
    }
    if (operation.hasBody()) {
      String path = operation.pathWith("nobody");
      HostileValues.BODIES.forEach(
          body -> calls.add(new Call(path, Map.of("Content-Type", operation.contentType()), body)));
      HostileValues.HEADERS.forEach(
          headers -> calls.add(new Call(path, headers, HostileValues.EMPTY_OBJECT)));
      operation.body().stream()
          .flatMap(schema -> new Schemas(operation.document()).spoilt(schema).stream())
          .map(RestFuzzIT::octets)
          .forEach(body -> calls.add(new Call(path, json, body)));
    }
    return calls;
  }

  private static byte[] octets(JsonNode body) {
    return ContractJson.write(body);
  }

  /** 503 is an answer where what is needed is not there, if it says so as a problem. */
  private static Optional<String> verdict(
      Operation operation, Call call, HttpResponse<String> answer) {
    boolean problem =
        answer.headers().firstValue("content-type").orElse("").startsWith("application/problem");
    boolean serverError = answer.statusCode() >= 500 && !(answer.statusCode() == 503 && problem);
    boolean injected = answer.headers().firstValue("x-injected").isPresent();
    if (!serverError && !injected && !STACK_TRACE.matcher(answer.body()).find()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: %d %.300s for %.200s %s %.200s"
            .formatted(
                operation,
                answer.statusCode(),
                answer.body(),
                call.path(),
                call.headers(),
                new String(call.body(), StandardCharsets.UTF_8)));
  }
}
