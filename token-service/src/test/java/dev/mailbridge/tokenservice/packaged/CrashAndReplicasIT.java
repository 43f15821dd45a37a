package dev.mailbridge.tokenservice.packaged;

import static dev.mailbridge.tokenservice.packaged.Replicas.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.tokenservice.ScriptedProvider;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.cases.CaseScript;
import dev.mailbridge.tokenservice.packaged.HeldAnswers.Step;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at each step of a refresh, and two replicas over one database, at the simulated tenant
 * with strict rotation: a refresh token that comes twice is refused. What went wrong at the first
 * replica is asked of the second one, which is what a load balancer does.
 */
@Timeout(120)
class CrashAndReplicasIT {
  /** Tokens can't be handed out any more when two minutes are left: ten seconds after they came. */
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(130);

  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);
  private static final List<String> MAILBOXES =
      List.of("many", "reset", "before", "between", "commit", "after");

  @TempDir static Path folder;
  private static Replicas replicas;
  private static final Map<String, Instant> REFRESHABLE = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    replicas = new Replicas(folder, TOKEN_LIFE);
    for (String mailbox : MAILBOXES) {
      replicas.signedIn(mailbox);
      REFRESHABLE.put(
          mailbox, Instant.now().plus(TOKEN_LIFE).minus(Duration.ofMinutes(2)).plusMillis(500));
    }
  }

  @AfterAll
  static void stop() {
    replicas.close();
  }

  @BeforeEach
  void bothAreUp() {
    replicas.provider().breakAt(Step.NONE);
    replicas.first();
  }

  @Test
  void shouldMakeOneRequestWhenTwoHundredAskTwoReplicas() throws Exception {
    // Given
    awaitExpiry("many");
    int before = replicas.provider().taken();
    replicas.provider().breakAt(Step.DELAY);

    // When
    List<HttpResponse<String>> answers = askTwoHundredTimes("many");

    // Then
    Set<String> tokens = new HashSet<>();
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      tokens.add(json(answer).path("accessToken").asText());
    }
    assertThat(tokens).hasSize(1);
    assertThat(replicas.provider().taken() - before).isEqualTo(1);
  }

  @Test
  void shouldMakeOneRequestWhenTheConnectionIsResetAfterTheProviderTookIt() throws Exception {
    // Given
    awaitExpiry("reset");
    int before = replicas.provider().taken();
    replicas.provider().breakAt(Step.RESET);

    // When
    List<HttpResponse<String>> answers = askTwoHundredTimes("reset");

    // Then
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(json(answer).path("code").asText()).isEqualTo("TRY_LATER");
    }
    assertThat(replicas.provider().taken() - before).isEqualTo(1);

    // And after the pause the old token is tried once
    replicas.provider().breakAt(Step.NONE);
    await()
        .atMost(REFUSED_WITHIN)
        .until(() -> replicas.second().token("reset").statusCode() == 409);
    shouldAskForASignIn("reset");
    assertThat(replicas.provider().taken() - before).isEqualTo(2);
  }

  @Test
  void shouldLoseNothingWhenKilledBeforeTheProviderTookTheRequest() throws Exception {
    // Given
    awaitExpiry("before");

    // When
    killedAt(Step.HOLD_REQUEST, "before");

    // Then
    assertThat(replicas.second().token("before").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAskForASignInWithinFiveSecondsWhenKilledBetweenRequestAndAnswer() throws Exception {
    // Given
    awaitExpiry("between");

    // When
    killedAt(Step.HOLD_ANSWER, "between");

    // Then
    shouldTryTheOldTokenOnce("between");
  }

  @Test
  void shouldAskForASignInWithinFiveSecondsWhenKilledBetweenAnswerAndCommit() throws Exception {
    // Given nobody can write tokens
    awaitExpiry("commit");
    try (Connection database = replicas.database();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("lock table access_token in share mode");

      // When
      CompletableFuture<HttpResponse<String>> lost = ask("commit");
      await().until(this::someoneWaitsToWriteAToken);
      replicas.killFirst();
      await().until(lost::isDone);
      database.rollback();
    }

    // Then
    shouldTryTheOldTokenOnce("commit");
  }

  @Test
  void shouldLoseNothingWhenKilledAfterTheCommit() throws Exception {
    // Given
    awaitExpiry("after");
    int before = replicas.provider().taken();
    String stored = issuedAt("after");

    // When
    CompletableFuture<HttpResponse<String>> lost = ask("after");
    await().pollInterval(Duration.ofMillis(2)).until(() -> !issuedAt("after").equals(stored));
    replicas.killFirst();
    await().until(lost::isDone);

    // Then the stored token is handed out, and either can have its successor
    HttpResponse<String> answer = replicas.second().token("after");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(replicas.provider().taken() - before).isEqualTo(1);
    assertThat(replicas.first().token("after").statusCode()).isEqualTo(200);
    assertThat(replicas.first().token("after", "graph").statusCode()).isEqualTo(200);
  }

  /** Case 29 with its restart after the second refresh and its crash after the fourth. */
  @Test
  void shouldUseTheLastTokenGivenWhenCase29IsPlayedWithItsRestartAndCrash() throws Exception {
    // Given
    CaseScript script = CaseScript.of("29-refresh-token-rotation-lost");
    List<Answer> answers = script.answers();
    try (ScriptedProvider provider = new ScriptedProvider()) {
      replicas.signedIn("scripted", provider);
      provider.answer(form -> answers.get(provider.bodies().size() - 1));

      // When
      for (int i = 1; i <= answers.size(); i++) {
        hoursPass("scripted");
        if (i == 4) {
          String stored = issuedAt("scripted");
          CompletableFuture<HttpResponse<String>> lost =
              CompletableFuture.supplyAsync(() -> replicas.first().freshToken("scripted"));
          await().until(() -> !issuedAt("scripted").equals(stored));
          replicas.killFirst();
          await().until(lost::isDone);
        } else {
          HttpResponse<String> answer = replicas.first().freshToken("scripted");
          assertThat(json(answer).path("accessToken").asText())
              .as(answer.body())
              .isEqualTo("AT" + i);
        }
        if (i == 2) {
          replicas.killFirst();
        }
      }

      // Then
      assertThat(
              provider.values("refresh_token").stream()
                  .map(token -> token.length() > 3 ? token.substring(0, 3) : token))
          .isEqualTo(script.expected("requests"));
    }
  }

  private static void hoursPass(String mailbox) throws SQLException {
    try (Connection database = replicas.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "update access_token set issued_at = issued_at - interval '2 hours', expires_at ="
              + " expires_at - interval '2 hours' where mailbox_id = '%s'".formatted(mailbox));
    }
  }

  private static List<HttpResponse<String>> askTwoHundredTimes(String mailbox) throws Exception {
    List<Future<HttpResponse<String>>> asked = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(200)) {
      for (int i = 0; i < 200; i++) {
        ServiceProcess replica = i % 2 == 0 ? replicas.first() : replicas.second();
        asked.add(callers.submit(() -> replica.token(mailbox)));
      }
    }
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (Future<HttpResponse<String>> future : asked) {
      answers.add(future.get());
    }
    return answers;
  }

  private static CompletableFuture<HttpResponse<String>> ask(String mailbox) {
    return CompletableFuture.supplyAsync(() -> replicas.first().token(mailbox));
  }

  private static void killedAt(Step step, String mailbox) throws InterruptedException {
    replicas.provider().breakAt(step);
    CompletableFuture<HttpResponse<String>> lost = ask(mailbox);
    replicas.provider().awaitReached();
    replicas.killFirst();
    await().until(lost::isCompletedExceptionally);
    replicas.provider().breakAt(Step.NONE);
  }

  private static void shouldTryTheOldTokenOnce(String mailbox) throws Exception {
    int before = replicas.provider().taken();
    Instant asked = Instant.now();
    shouldAskForASignIn(mailbox);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(REFUSED_WITHIN);
    shouldAskForASignIn(mailbox);
    assertThat(replicas.provider().taken() - before).isEqualTo(1);
  }

  private static void shouldAskForASignIn(String mailbox) throws Exception {
    HttpResponse<String> answer = replicas.second().token(mailbox);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(json(answer).path("code").asText()).isEqualTo("SIGN_IN_AGAIN");
  }

  private boolean someoneWaitsToWriteAToken() throws SQLException {
    return !"0"
        .equals(
            query(
                "select count(*) from pg_locks where relation = 'access_token'::regclass"
                    + " and not granted"));
  }

  private static String issuedAt(String mailbox) throws SQLException {
    return query(
        "select max(issued_at) from access_token where mailbox_id = '%s'".formatted(mailbox));
  }

  private static String query(String sql) throws SQLException {
    try (Connection database = replicas.database();
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void awaitExpiry(String mailbox) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Instant.now().isAfter(REFRESHABLE.get(mailbox)));
  }
}
