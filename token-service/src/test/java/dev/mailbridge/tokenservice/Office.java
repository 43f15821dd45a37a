package dev.mailbridge.tokenservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A registration at a scripted provider, and mailboxes that sign in there. */
public final class Office implements AutoCloseable {
  public static final String CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-0000000000aa";

  private final ScriptedProvider provider = new ScriptedProvider();
  private final String registrationId = "r-" + UUID.randomUUID();

  /** Starts a provider and registers an app there. */
  public static Office open() {
    Office office = new Office();
    office.register(Map.of());
    return office;
  }

  /** As {@link #open()}, with some fields of the registration set otherwise. */
  public static Office open(Map<String, Object> fields) {
    Office office = new Office();
    office.register(fields);
    return office;
  }

  private void register(Map<String, Object> fields) {
    Callers.configService()
        .body(registration(fields))
        .post("/api/v1/registrations")
        .then()
        .statusCode(201);
  }

  public Map<String, Object> registration(Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", registrationId);
    body.put("name", "HelpDesk mail");
    body.put("cloud", "custom");
    body.put("clientId", CLIENT_ID);
    body.put("authorizationEndpoint", provider.endpoint("authorize"));
    body.put("tokenEndpoint", provider.endpoint("token"));
    body.put("codeChallenge", true);
    body.put("codeChallengeMethod", "S256");
    body.put(
        "credential",
        Map.of("type", "secret", "secret", "s3cret~value+of/the=app", "expiresAt", farAway()));
    body.putAll(fields);
    return body;
  }

  public static String farAway() {
    return Instant.now().plus(5000, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public ScriptedProvider provider() {
    return provider;
  }

  public String registrationId() {
    return registrationId;
  }

  public String mailbox(String flow) {
    return mailbox(flow, "helpdesk@contoso.example", "helpdesk@contoso.example");
  }

  public String mailbox(String flow, String signsInAs, String mailbox) {
    String id = "m-" + UUID.randomUUID();
    Callers.configService()
        .body(
            Map.of(
                "registrationId",
                registrationId,
                "flow",
                flow,
                "signsInAs",
                signsInAs,
                "mailbox",
                mailbox))
        .put("/api/v1/mailboxes/{id}/grant", id)
        .then()
        .statusCode(200);
    return id;
  }

  /** A mailbox that is signed in with refresh token RT0; requests up to here are forgotten. */
  public String signedIn(String refreshToken) {
    String id = mailbox("authorization-code");
    signIn(id, "helpdesk@contoso.example", refreshToken);
    provider.bodies().clear();
    return id;
  }

  public Response signIn(String mailbox, String account, String refreshToken) {
    Browser browser = openAddress(mailbox);
    answerSignIn(account, browser.parameter("nonce"), refreshToken);
    return browser.returns(Map.of("code", "C1", "state", browser.parameter("state")));
  }

  /** The provider redeems the next code for this account. */
  public void answerSignIn(String account, String nonce, String refreshToken) {
    provider.answer(form -> granted(account, nonce, refreshToken));
  }

  /** The provider's answer to a code, as it goes with this account. */
  public static Answer granted(String account, String nonce, String refreshToken) {
    String idToken =
        new PlainJWT(
                new JWTClaimsSet.Builder()
                    .audience(CLIENT_ID)
                    .claim("preferred_username", account)
                    .claim("nonce", nonce)
                    // Far away: tests move the service's clock.
                    .expirationTime(Date.from(Instant.now().plus(5000, ChronoUnit.DAYS)))
                    .build())
            .serialize();
    return Answer.ok(
        "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"AT0\",\"refresh_token\":\"%s\",\"id_token\":\"%s\"}"
            .formatted(refreshToken, idToken));
  }

  public Browser openAddress(String mailbox) {
    return openAddress(mailbox, Map.of());
  }

  public Browser openAddress(String mailbox, Map<String, String> headers) {
    URI address =
        URI.create(
            Callers.configService()
                .headers(headers)
                .post("/api/v1/mailboxes/{id}/sign-in", mailbox)
                .then()
                .statusCode(200)
                .extract()
                .path("url"));
    Response response = Callers.browser().headers(headers).get(address.getPath());
    assertThat(response.statusCode()).isEqualTo(302);
    return new Browser(address, response);
  }

  /** A browser that has opened a one-time address. */
  public record Browser(URI address, Response response) {
    public URI location() {
      return URI.create(response.header("Location"));
    }

    public String parameter(String name) {
      return Arrays.stream(location().getRawQuery().split("&"))
          .map(pair -> pair.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> decode(pair[1])))
          .get(name);
    }

    private static String decode(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Response returns(Map<String, String> parameters) {
      return Callers.browser().cookies(response.cookies()).queryParams(parameters).get("/");
    }
  }

  public void answer(Function<Map<String, String>, Answer> script) {
    provider.answer(script);
  }

  @Override
  public void close() {
    provider.close();
  }
}
