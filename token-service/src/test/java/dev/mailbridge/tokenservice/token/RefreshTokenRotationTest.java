package dev.mailbridge.tokenservice.token;

import static dev.mailbridge.tokenservice.token.AccessTokenTest.refreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The refresh token that counts is the last one that was given; see also cases 29 and 30. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class RefreshTokenRotationTest {
  @Inject MutableClock clock;
  private Office office;
  private String mailbox;

  @BeforeEach
  void signIn() {
    office = Office.open();
    mailbox = office.signedIn("RT0");
  }

  @AfterEach
  void close() {
    office.close();
  }

  /** Case 29, must hold 2. */
  @Test
  void shouldKeepARefreshTokenWholeWhenItHasFourThousandCharacters() {
    // Given
    String longToken = "L".repeat(4000);
    office.answer(form -> refreshed("AT1", longToken));
    clock.advance(Duration.ofHours(2));
    token().statusCode(200);

    // When
    clock.advance(Duration.ofHours(2));
    token().statusCode(200);

    // Then
    assertThat(office.provider().values("refresh_token").getLast()).isEqualTo(longToken);
  }

  /** Case 30 (c): the answer to the request is lost; the provider has taken the token. */
  @Test
  void shouldTryTheOldTokenOnceWhenTheAnswerWasLost() {
    // Given
    clock.advance(Duration.ofHours(2));
    office.answer(form -> Answer.cut());
    token().statusCode(503).body("code", equalTo("TRY_LATER"));
    assertThat(office.provider().bodies()).hasSize(1);

    // When
    office.answer(form -> Answer.error(400, "invalid_grant", 70000));
    clock.advance(Duration.ofSeconds(3));

    // Then
    token().statusCode(409).body("code", equalTo("SIGN_IN_AGAIN"));
    token().statusCode(409);
    assertThat(office.provider().values("refresh_token")).containsExactly("RT0", "RT0");
  }

  @Test
  void shouldSendOneRequestWhenTheConnectionIsResetAfterTheProviderHasTakenIt() throws Exception {
    // Given
    try (ResettingProvider resetting = new ResettingProvider()) {
      Map<String, Object> registration =
          office.registration(Map.of("tokenEndpoint", resetting.endpoint()));
      registration.remove("credential");
      Callers.configService()
          .body(registration)
          .put("/api/v1/registrations/{id}", office.registrationId())
          .then()
          .statusCode(200);
      clock.advance(Duration.ofHours(2));

      // When
      List<Future<Integer>> answers = new ArrayList<>();
      try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
        for (int i = 0; i < 200; i++) {
          answers.add(callers.submit(() -> token().extract().statusCode()));
        }
      }

      // Then
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(503);
      }
      assertThat(resetting.requests()).isEqualTo(1);
    }
  }

  /** Case 30, must not happen: a caller that waits for ever. */
  @Test
  void shouldAnswerWhenTheProviderNeverDoes() throws Exception {
    // Given
    try (ResettingProvider silent = new ResettingProvider(false)) {
      Map<String, Object> registration =
          office.registration(Map.of("tokenEndpoint", silent.endpoint()));
      registration.remove("credential");
      Callers.configService()
          .body(registration)
          .put("/api/v1/registrations/{id}", office.registrationId())
          .then()
          .statusCode(200);
      clock.advance(Duration.ofHours(2));

      // When, Then (the tests' limit is 3 s)
      token().statusCode(503).body("code", equalTo("TRY_LATER"));
    }
  }

  private ValidatableResponse token() {
    return Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox).then();
  }

  /** Reads a request whole, then resets the connection (RST), or says nothing at all. */
  private static final class ResettingProvider implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> held = new ArrayList<>();
    private final boolean resets;

    ResettingProvider() throws IOException {
      this(true);
    }

    ResettingProvider(boolean resets) throws IOException {
      this.resets = resets;
      Thread.startVirtualThread(this::serve);
    }

    String endpoint() {
      return "http://localhost:" + server.getLocalPort() + "/token";
    }

    int requests() {
      return requests.get();
    }

    private void serve() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          Thread.startVirtualThread(() -> take(socket));
        } catch (IOException e) {
          return;
        }
      }
    }

    private void take(Socket socket) {
      try {
        byte[] buffer = new byte[16_384];
        StringBuilder read = new StringBuilder();
        while (!read.toString().contains("grant_type=refresh_token")) {
          int octets = socket.getInputStream().read(buffer);
          if (octets < 0) {
            return;
          }
          read.append(new String(buffer, 0, octets, java.nio.charset.StandardCharsets.US_ASCII));
        }
        requests.incrementAndGet();
        if (resets) {
          socket.setSoLinger(true, 0);
          socket.close();
        } else {
          held.add(socket);
        }
      } catch (IOException e) {
        requests.addAndGet(1000);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : held) {
        socket.close();
      }
    }
  }
}
