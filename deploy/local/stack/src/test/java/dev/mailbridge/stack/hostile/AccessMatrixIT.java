package dev.mailbridge.stack.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each operation of each service × who calls, with right and with wrong credentials. */
class AccessMatrixIT {
  private static final String EXPECTED = "access-matrix.txt";
  private static final String READ_ONLY = "viewer";

  /** They answer a question that is too long for an address. */
  private static final List<String> HARMLESS =
      List.of("messages:parse", ":dry-run", "dry-run", ":preview");

  @AfterAll
  static void leave() {
    HostileStack.leave();
  }

  @Test
  void shouldAnswerNobodyWhoseCredentialsAreNotInOrder() throws Exception {
    // Given
    HostileStack stack = HostileStack.running();
    List<String> answered = new ArrayList<>();
    for (String service : HostileStack.SERVICES.keySet()) {
      Map<String, String> wrong = wrongCredentials(stack, service);
      try (Caller caller = new Caller(stack.address(service))) {
        for (Operation operation : operations(stack, service, caller)) {
          for (Map.Entry<String, String> credentials : wrong.entrySet()) {
            // When
            int status = status(caller, operation, credentials.getValue());
            // Then
            if (status != 401) {
              answered.add(
                  "%s %s with %s: %d".formatted(service, operation, credentials.getKey(), status));
            }
          }
        }
      }
    }
    assertThat(answered).isEmpty();
  }

  @Test
  void shouldLetInThoseWhomTheMatrixNames() throws Exception {
    // Given
    HostileStack stack = HostileStack.running();
    List<String> matrix = new ArrayList<>();
    for (String service : HostileStack.SERVICES.keySet()) {
      Map<String, String> callers = callers(stack, service);
      try (Caller caller = new Caller(stack.address(service))) {
        for (Operation operation : operations(stack, service, caller)) {
          List<String> letIn = new ArrayList<>();
          // When
          for (Map.Entry<String, String> who : callers.entrySet()) {
            int status = status(caller, operation, who.getValue());
            if (status != 401 && status != 403) {
              letIn.add(who.getKey());
            }
          }
          matrix.add("%s %s: %s".formatted(service, operation, String.join(" ", letIn)));
        }
      }
    }
    // Then a difference is a change of who may do what: look at it, then take the new file.
    Path seen = Path.of("target", EXPECTED);
    Files.write(seen, matrix);
    assertThat(matrix).as("as in %s", seen.toAbsolutePath()).isEqualTo(expected());
  }

  @Test
  void shouldNameNoReaderWhereSomethingIsChanged() throws IOException {
    assertThat(expected())
        .filteredOn(line -> line.contains(" " + READ_ONLY))
        .allMatch(line -> line.contains(" GET ") || HARMLESS.stream().anyMatch(line::contains));
  }

  /** None of them may be let in anywhere. */
  private static Map<String, String> wrongCredentials(HostileStack stack, String service) {
    TokenIssuer issuer = stack.issuer();
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("nothing", null);
    wrong.put("nonsense", "Bearer nonsense");
    wrong.put("an empty key", "Bearer ");
    wrong.put("a key of another stack", "Bearer " + "x".repeat(43));
    wrong.put("a guessed password", HostileStack.basic("nobody", "nobody"));
    wrong.put("another audience", issuer.token("another-service", "admin"));
    wrong.put("an expired token", issuer.expired(service, "admin"));
    wrong.put("a foreign key", issuer.ofForeignKey(service, "admin"));
    wrong.put("an unsigned token", issuer.unsigned(service, "admin"));
    wrong.put("a token signed with the public key", issuer.signedWithPublicKey(service, "admin"));
    wrong.put("another service's audience", issuer.token(other(service), "admin"));
    return wrong;
  }

  private static String other(String service) {
    return service.equals("smtp-sender") ? "imap-poller" : "smtp-sender";
  }

  private static Map<String, String> callers(HostileStack stack, String service)
      throws IOException {
    Map<String, String> callers = new LinkedHashMap<>();
    for (String role : List.of("admin", "operator", READ_ONLY, "none-of-ours")) {
      callers.put(role, stack.issuer().token(service, role));
    }
    callers.put("operator-key", stack.operatorKey());
    for (String name : HostileStack.SERVICES.keySet()) {
      callers.put(name, stack.keyOf(name));
    }
    return callers;
  }

  private static List<Operation> operations(HostileStack stack, String service, Caller caller)
      throws Exception {
    return caller.operations(stack.issuer().token(service, "admin")).stream()
        .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
        .toList();
  }

  private static int status(Caller caller, Operation operation, String authorization)
      throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", operation.hasBody() ? operation.contentType() : "application/json");
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    HttpResponse<String> answer =
        caller.call(operation.method(), operation.fitting(), headers, "{}");
    return answer.statusCode();
  }

  private static List<String> expected() throws IOException {
    try (InputStream in = AccessMatrixIT.class.getResourceAsStream(EXPECTED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
