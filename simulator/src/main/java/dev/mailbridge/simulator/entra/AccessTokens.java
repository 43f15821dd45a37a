package dev.mailbridge.simulator.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.Accounts;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Tenant;
import dev.mailbridge.simulator.directory.User;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Issues access and ID tokens, and checks access tokens for the mail protocols and Graph. */
public final class AccessTokens {
  private static final int REMEMBERED = 200;

  private final RSAKey key;
  private final JWSSigner signer;
  private final JWSVerifier verifier;
  private final Accounts accounts;
  private final Settings settings;
  private final Clock clock;
  private final String baseUrl;
  private final Deque<IssuedToken> issued = new ArrayDeque<>();

  public AccessTokens(
      RSAKey key, Accounts accounts, Settings settings, Clock clock, String baseUrl) {
    try {
      this.key = key;
      signer = new RSASSASigner(key);
      verifier = new RSASSAVerifier(key.toRSAPublicKey());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
    this.baseUrl = baseUrl;
  }

  /** A token and how long it lives. */
  public record Issue(String token, Duration lifetime) {}

  String issuer(Tenant tenant) {
    return baseUrl + "/" + tenant.id() + "/v2.0";
  }

  RSAKey publicKey() {
    return key.toPublicJWK();
  }

  /** A token for a user, with delegated scopes. */
  public Issue forUser(App app, User user, Resource resource, Set<String> scopes, String grant) {
    JWTClaimsSet.Builder claims =
        claims(app, accounts.tenantOf(user), resource)
            .subject(pairwiseSubject(app, user))
            .claim("oid", user.id())
            .claim("upn", user.userPrincipalName())
            .claim("unique_name", user.userPrincipalName())
            .claim("preferred_username", user.userPrincipalName())
            .claim("email", user.userPrincipalName())
            .claim("name", user.displayName())
            .claim("scp", String.join(" ", new TreeSet<>(scopes)));
    return issue(claims, grant, app, user.userPrincipalName(), resource, scopes);
  }

  /** A token for an app on its own behalf, with roles. */
  public Issue forApp(App app, Resource resource, Set<String> roles) {
    JWTClaimsSet.Builder claims =
        claims(app, accounts.home(), resource)
            .subject(app.servicePrincipalId())
            .claim("oid", app.servicePrincipalId())
            .claim("idtyp", "app")
            .claim("roles", new ArrayList<>(new TreeSet<>(roles)));
    return issue(claims, "client_credentials", app, app.displayName(), resource, roles);
  }

  private JWTClaimsSet.Builder claims(App app, Tenant tenant, Resource resource) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer(tenant))
        .audience(resource.audience())
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime())))
        .claim("tid", tenant.id())
        .claim("appid", app.clientId())
        .claim("azp", app.clientId())
        .claim("ver", "1.0")
        .jwtID(UUID.randomUUID().toString());
  }

  /** 60 to 90 minutes at random, as Entra's, unless set otherwise. */
  private Duration lifetime() {
    Duration fixed = settings.behaviour().accessTokenLifetime();
    return fixed.isZero()
        ? Duration.ofSeconds(ThreadLocalRandom.current().nextLong(3600, 5400))
        : fixed;
  }

  private Issue issue(
      JWTClaimsSet.Builder claims,
      String grant,
      App app,
      String subject,
      Resource resource,
      Set<String> permissions) {
    JWTClaimsSet set = claims.build();
    String token = sign(set);
    Instant expiresAt = set.getExpirationTime().toInstant();
    synchronized (issued) {
      issued.addFirst(
          new IssuedToken(
              set.getIssueTime().toInstant(),
              grant,
              app.displayName(),
              subject,
              resource.audience(),
              String.join(" ", new TreeSet<>(permissions)),
              expiresAt,
              "…" + token.substring(token.length() - 4)));
      while (issued.size() > REMEMBERED) {
        issued.removeLast();
      }
    }
    return new Issue(token, Duration.between(set.getIssueTime().toInstant(), expiresAt));
  }

  String idToken(App app, User user, Optional<String> nonce) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer(accounts.tenantOf(user)))
            .audience(app.clientId())
            .subject(pairwiseSubject(app, user))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
            .claim("oid", user.id())
            .claim("tid", accounts.tenantOf(user).id())
            .claim("preferred_username", user.userPrincipalName())
            .claim("email", user.userPrincipalName())
            .claim("name", user.displayName())
            .claim("ver", "2.0");
    nonce.ifPresent(value -> claims.claim("nonce", value));
    return sign(claims.build());
  }

  private static String pairwiseSubject(App app, User user) {
    return UUID.nameUUIDFromBytes(
            (app.clientId() + user.id()).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .toString();
  }

  private String sign(JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(com.nimbusds.jose.JOSEObjectType.JWT)
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest first. */
  public List<IssuedToken> issued() {
    synchronized (issued) {
      return List.copyOf(issued);
    }
  }

  /** Checks a token as a resource does. */
  public AccessToken verify(String token) throws TokenRefused {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.verify(verifier)) {
        throw new TokenRefused("The token's signature is wrong");
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!issuer(accounts.home()).equals(claims.getIssuer())) {
        throw new TokenRefused("The token's issuer is not this tenant");
      }
      Instant now = clock.instant();
      if (!now.isBefore(claims.getExpirationTime().toInstant())) {
        throw new TokenRefused("The token has expired");
      }
      Resource resource =
          Arrays.stream(Resource.values())
              .filter(one -> claims.getAudience().contains(one.audience()))
              .findFirst()
              .orElseThrow(() -> new TokenRefused("The token's audience is unknown"));
      boolean ownBehalf = "app".equals(claims.getStringClaim("idtyp"));
      String scopes = claims.getStringClaim("scp");
      List<String> roles = claims.getStringListClaim("roles");
      return new AccessToken(
          resource,
          claims.getStringClaim("appid"),
          ownBehalf ? Optional.empty() : Optional.of(claims.getStringClaim("oid")),
          scopes == null ? Set.of() : Set.of(scopes.split(" ")),
          roles == null ? Set.of() : Set.copyOf(roles),
          claims.getIssueTime().toInstant(),
          claims.getExpirationTime().toInstant());
    } catch (ParseException | JOSEException e) {
      throw new TokenRefused("The token is not one of this tenant");
    }
  }
}
