package dev.mailbridge.tokenservice.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TopicReader;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases 29 and 30 (a); their restarts, crashes and second instances are in CrashAndReplicasIT. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class RefreshCasesTest {
  @Inject MutableClock clock;
  private Office office;

  @BeforeEach
  void open() {
    office = Office.open();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void shouldUseTheLastTokenGivenWhenCase29IsPlayed() {
    // Given the provider of the script, which refuses what was replaced
    CaseScript script = CaseScript.of("29-refresh-token-rotation-lost");
    List<Answer> answers = script.answers();
    String mailbox = office.signedIn("RT0");
    Set<String> used = new HashSet<>();
    AtomicInteger refused = new AtomicInteger();
    office.answer(
        form -> {
          String token = form.get("refresh_token");
          Answer answer = answers.get(office.provider().bodies().size() - 1);
          if (used.contains(token)) {
            refused.incrementAndGet();
            return Answer.error(400, "invalid_grant", 70000);
          }
          if (answer.body().matches(".*\"refresh_token\":\"RT.*")) {
            used.add(token);
          }
          return answer;
        });

    // When
    for (int i = 1; i <= answers.size(); i++) {
      clock.advance(Duration.ofHours(2));
      token(mailbox).statusCode(200).body("accessToken", equalTo("AT" + i));
    }

    // Then
    assertThat(office.provider().values("refresh_token").stream().map(RefreshCasesTest::name))
        .isEqualTo(script.expected("requests"));
    assertThat(refused).hasValue(script.expected().path("invalidGrantAnswers").asInt());
    office.answer(form -> answers.getFirst());
    clock.advance(Duration.ofHours(2));
    token(mailbox).statusCode(200);
    assertThat(office.provider().values("refresh_token").getLast())
        .isEqualTo(script.expected().path("storedAtEnd").asText());
  }

  /** RT2 of 2,400 characters is RT2 in the expected list. */
  private static String name(String token) {
    return token.length() == 2400 ? token.substring(0, 3) : token;
  }

  /** Case 29, must hold 3. */
  @Test
  void shouldRaiseTheAlarmWhenNoRefreshSucceededForTwoHours() {
    // Given
    String mailbox = office.signedIn("RT0");
    office.answer(form -> Answer.cut());
    try (TopicReader statuses =
        TopicReader.fromNow(SharedKafka.bootstrapServers(), Topics.STATUS)) {
      // When, Then a hiccup is a warning
      clock.advance(Duration.ofMinutes(90));
      token(mailbox).statusCode(503);
      awaitState(statuses, mailbox, MailboxStatus.State.WARNING);

      // And what lasts is a failure
      clock.advance(Duration.ofMinutes(31));
      token(mailbox).statusCode(503);
      awaitState(statuses, mailbox, MailboxStatus.State.FAILING);
    }
  }

  private static void awaitState(TopicReader statuses, String mailbox, MailboxStatus.State state) {
    statuses.awaitOne(
        Duration.ofSeconds(20),
        found ->
            found.key().equals(mailbox + "/token")
                && ContractJson.read(found.value(), MailboxStatus.class).state() == state);
  }

  @Test
  void shouldPostOnceWhenCase30IsPlayedOnOneInstance() throws Exception {
    // Given
    CaseScript script = CaseScript.of("30-concurrent-refresh-race");
    List<Answer> answers = script.answers();
    String mailbox = office.signedIn("RT1");
    clock.advance(Duration.ofHours(2));
    AtomicInteger posts = new AtomicInteger();
    office.answer(
        form -> {
          boolean first = posts.getAndIncrement() == 0;
          if (first) {
            LockSupport.parkNanos(script.delay().toNanos());
          }
          return answers.get(first ? 0 : 1);
        });

    // When
    List<Future<String>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 50; i++) {
        callers.add(threads.submit(() -> token(mailbox).extract().path("accessToken")));
      }
    }

    // Then
    for (Future<String> caller : callers) {
      assertThat(caller.get())
          .isEqualTo(script.expected().path("a").path("allCallersGot").asText());
    }
    assertThat(posts).hasValue(script.expected().path("a").path("posts").asInt());
  }

  private static ValidatableResponse token(String mailbox) {
    return Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox).then();
  }
}
