package dev.mailbridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.FakeTokenService.Answer;
import dev.mailbridge.token.TokenFailure.Code;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokenServiceClientTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final MailboxId SUPPORT = MailboxId.of("support");

  private final TestClock clock = new TestClock(START);
  private final AtomicInteger issued = new AtomicInteger();
  private FakeTokenService service;
  private TokenServiceClient client;

  @BeforeEach
  void start() throws IOException {
    service = new FakeTokenService();
    service.answerTokens(query -> granted("T" + issued.incrementAndGet(), Duration.ofHours(1)));
    client = new TokenServiceClient(service.url(), () -> "Bearer key-of-poller", clock);
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void shouldAskOnceWhenTheTokenStillLives() {
    // When
    TokenResult first = client.token(SUPPORT, TokenPurpose.IMAP);
    clock.advance(Duration.ofMinutes(50));
    TokenResult second = client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(first)
        .isEqualTo(
            new AccessToken(
                "T1",
                START.plus(Duration.ofHours(1)),
                "support@contoso.example",
                AccessToken.Mechanism.XOAUTH2));
    assertThat(second).isEqualTo(first);
    assertThat(service.tokenRequests())
        .containsExactly("/api/v1/mailboxes/support/access-token?for=imap");
    assertThat(service.authorizations()).containsExactly("Bearer key-of-poller");
  }

  @Test
  void shouldKeepPurposesApartWhenTheyAskForOneMailbox() {
    // When
    TokenResult imap = client.token(SUPPORT, TokenPurpose.IMAP);
    TokenResult graph = client.token(SUPPORT, TokenPurpose.GRAPH);

    // Then
    assertThat(value(graph)).isNotEqualTo(value(imap));
  }

  @Test
  void shouldMakeOneRequestWhenManyAskAtOnce() throws Exception {
    // Given
    CountDownLatch allAsked = new CountDownLatch(1);
    service.answerTokens(
        query -> {
          awaitLatch(allAsked);
          return granted("T1", Duration.ofHours(1));
        });
    List<Future<TokenResult>> answers = new ArrayList<>();

    // When
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(() -> client.token(SUPPORT, TokenPurpose.IMAP)));
      }
      await().until(() -> service.tokenRequests().size() == 1);
      allAsked.countDown();
    }

    // Then
    for (Future<TokenResult> answer : answers) {
      assertThat(value(answer.get())).isEqualTo("T1");
    }
    assertThat(service.tokenRequests()).hasSize(1);
  }

  @Test
  void shouldNeverHandOutATokenWithUnderTwoMinutesWhenTokenServiceIsDown() {
    // Given
    client.token(SUPPORT, TokenPurpose.IMAP);
    service.close();

    // When it lasts still, and when it doesn't any more
    clock.advance(Duration.ofMinutes(58));
    TokenResult lasting = client.token(SUPPORT, TokenPurpose.IMAP);
    clock.advance(Duration.ofSeconds(1));
    TokenResult expired = client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(value(lasting)).isEqualTo("T1");
    assertThat(expired)
        .isInstanceOfSatisfying(
            TokenFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.TRY_LATER);
              assertThat(failure.retryAt()).isAfter(clock.instant());
              assertThat(failure.remedy()).contains("mail-bridge.token-service.url");
            });
  }

  @Test
  void shouldRenewBehindTheCallersBackWhenTheTokenNearsItsEnd() {
    // Given
    client.token(SUPPORT, TokenPurpose.IMAP);
    clock.advance(Duration.ofMinutes(55));

    // When
    TokenResult meanwhile = client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(value(meanwhile)).isEqualTo("T1");
    await()
        .untilAsserted(
            () -> assertThat(value(client.token(SUPPORT, TokenPurpose.IMAP))).isEqualTo("T2"));
    assertThat(service.tokenRequests()).hasSize(2);
  }

  @Test
  void shouldNotHandOnATokenWhenTokenServiceGivesOneThatIsAboutToExpire() {
    // Given
    service.answerTokens(query -> granted("T1", Duration.ofSeconds(119)));

    // When
    TokenResult result = client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            TokenFailure.class, failure -> assertThat(failure.remedy()).contains("clocks"));
  }

  @Test
  void shouldPassOnTheFailureWhenSomethingMustChange() {
    // Given
    service.answerTokens(
        query ->
            new Answer(
                409,
                """
                {"status":409,"code":"CONSENT_NEEDED","remedy":"Grant admin consent.",
                 "link":"http://localhost:3010/mailboxes/support","traceId":"abc"}"""));

    // When
    TokenResult result = client.token(SUPPORT, TokenPurpose.IMAP);
    client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(result)
        .isEqualTo(
            new TokenFailure(
                Code.CONSENT_NEEDED,
                "Grant admin consent.",
                java.net.URI.create("http://localhost:3010/mailboxes/support"),
                "abc",
                null));
    assertThat(service.tokenRequests()).hasSize(1);
  }

  @Test
  void shouldWaitUntilRetryAtWhenTokenServiceSaysTryLater() {
    // Given
    service.answerTokens(
        query ->
            new Answer(
                503,
                "{\"code\":\"TRY_LATER\",\"remedy\":\"Wait.\",\"retryAt\":\"2026-03-01T10:00:30Z\"}"));
    client.token(SUPPORT, TokenPurpose.IMAP);

    // When
    clock.advance(Duration.ofSeconds(29));
    client.token(SUPPORT, TokenPurpose.IMAP);
    assertThat(service.tokenRequests()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    client.token(SUPPORT, TokenPurpose.IMAP);

    // Then
    assertThat(service.tokenRequests()).hasSize(2);
  }

  @Test
  void shouldMapEveryOtherAnswerToTheClosedSetWhenItIsNotATokenFailure() {
    assertThat(codeOf(404, "{\"title\":\"no grant\"}")).isEqualTo(Code.SIGN_IN_AGAIN);
    assertThat(codeOf(403, "{}")).isEqualTo(Code.MISCONFIGURED);
    assertThat(codeOf(500, "{\"title\":\"oops\"}")).isEqualTo(Code.TRY_LATER);
    assertThat(codeOf(409, "{\"code\":\"SOMETHING_NEW\"}")).isEqualTo(Code.TRY_LATER);
    assertThat(codeOf(502, "<html>a proxy's page</html>")).isEqualTo(Code.TRY_LATER);
    assertThat(codeOf(200, "{\"accessToken\":null}")).isEqualTo(Code.TRY_LATER);
  }

  @Test
  void shouldAskForAFreshTokenOnceWhenManyWereRefusedTheSameOne() throws Exception {
    // Given
    AccessToken refused = (AccessToken) client.token(SUPPORT, TokenPurpose.IMAP);

    // When
    List<Future<TokenResult>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(
            callers.submit(() -> client.tokenInsteadOf(SUPPORT, TokenPurpose.IMAP, refused)));
      }
    }

    // Then
    for (Future<TokenResult> answer : answers) {
      assertThat(value(answer.get())).isEqualTo("T2");
    }
    assertThat(service.tokenRequests()).hasSize(2);
    assertThat(service.tokenRequests().getLast())
        .contains("fresh=true")
        .contains("refused=" + TokenServiceHttp.fingerprint("T1"))
        .doesNotContain("T1&");
  }

  @Test
  void shouldStopAskingWhenEvenAFreshTokenIsRefused() {
    // Given a token-service that has nothing newer
    service.answerTokens(query -> granted("T1", Duration.ofHours(1)));
    AccessToken refused = (AccessToken) client.token(SUPPORT, TokenPurpose.IMAP);

    // When
    TokenResult first = client.tokenInsteadOf(SUPPORT, TokenPurpose.IMAP, refused);
    TokenResult second = client.tokenInsteadOf(SUPPORT, TokenPurpose.IMAP, refused);

    // Then
    assertThat(first)
        .isInstanceOfSatisfying(
            TokenFailure.class, failure -> assertThat(failure.remedy()).contains("licensed"));
    assertThat(second).isEqualTo(first);
    assertThat(service.tokenRequests()).hasSize(2);
  }

  @Test
  void shouldDropTokensAndTellListenersWhenAGrantChanges() {
    // Given
    List<MailboxId> told = new CopyOnWriteArrayList<>();
    client.onGrantChange(
        mailbox -> {
          throw new IllegalStateException("a listener that fails");
        });
    client.onGrantChange(told::add);
    client.token(SUPPORT, TokenPurpose.IMAP);
    client.token(MailboxId.of("sales"), TokenPurpose.IMAP);
    client.start();
    await().until(() -> told.size() == 2);
    told.clear();
    client.token(SUPPORT, TokenPurpose.IMAP);
    TokenResult sales = client.token(MailboxId.of("sales"), TokenPurpose.IMAP);

    // When
    service.answerTokens(query -> new Answer(409, "{\"code\":\"SIGN_IN_AGAIN\"}"));
    service.publishChange("{\"next\":7,\"mailboxes\":[\"support\"]}");

    // Then
    await().untilAsserted(() -> assertThat(told).containsExactly(SUPPORT));
    assertThat(client.token(SUPPORT, TokenPurpose.IMAP)).isInstanceOf(TokenFailure.class);
    assertThat(client.token(MailboxId.of("sales"), TokenPurpose.IMAP)).isEqualTo(sales);
  }

  @Test
  void shouldNotHandOutARevokedTokenWhenItWasUnderWayDuringTheChange() throws Exception {
    // Given a request whose answer was made before the revocation and arrives after it
    CountDownLatch revoked = new CountDownLatch(1);
    client.start();
    service.answerTokens(
        query -> {
          awaitLatch(revoked);
          return service.tokenRequests().size() == 1
              ? granted("REVOKED", Duration.ofHours(1))
              : new Answer(409, "{\"code\":\"SIGN_IN_AGAIN\"}");
        });
    client.onGrantChange(mailbox -> revoked.countDown());

    // When
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TokenResult> answer = callers.submit(() -> client.token(SUPPORT, TokenPurpose.IMAP));
      await().until(() -> service.tokenRequests().size() == 1);
      service.publishChange("{\"next\":1,\"mailboxes\":[\"support\"]}");

      // Then
      assertThat(answer.get()).isInstanceOf(TokenFailure.class);
    }
  }

  @Test
  void shouldFollowChangesAgainWhenTokenServiceComesBack() throws Exception {
    // Given
    List<MailboxId> told = new CopyOnWriteArrayList<>();
    client.onGrantChange(told::add);
    client.start();
    int port = service.url().getPort();
    service.close();

    // When
    try (FakeTokenService restarted = new FakeTokenService(port)) {
      restarted.publishChange("{\"next\":9,\"mailboxes\":[\"support\"]}");

      // Then
      await().untilAsserted(() -> assertThat(told).contains(SUPPORT));
    }
  }

  private Code codeOf(int status, String body) {
    service.answerTokens(query -> new Answer(status, body));
    MailboxId mailbox = MailboxId.of("m" + issued.incrementAndGet());
    return ((TokenFailure) client.token(mailbox, TokenPurpose.IMAP)).code();
  }

  private Answer granted(String token, Duration life) {
    return new Answer(
        200,
        """
        {"accessToken":"%s","expiresAt":"%s","saslUser":"support@contoso.example",
         "mechanism":"XOAUTH2","later":"a field of a newer version"}"""
            .formatted(token, clock.instant().plus(life)));
  }

  private static String value(TokenResult result) {
    return ((AccessToken) result).value();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
