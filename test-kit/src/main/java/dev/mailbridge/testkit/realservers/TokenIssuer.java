package dev.mailbridge.testkit.realservers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Issues access tokens (RFC 7519, RS256) that the mail servers check with its public key. */
public final class TokenIssuer {
  public static final String ISSUER = "https://issuer.example/v2.0";
  public static final String SCOPE = "mail";

  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private final KeyPair keys;

  TokenIssuer() {
    keys = newKeys();
  }

  /** A token that opens the user's mailbox. */
  public String valid(String user) {
    return token(user, ISSUER, SCOPE, Instant.now().plus(VALIDITY), keys);
  }

  public String expired(String user) {
    return token(user, ISSUER, SCOPE, Instant.now().minus(VALIDITY), keys);
  }

  public String ofAnotherIssuer(String user) {
    return token(user, "https://elsewhere.example/", SCOPE, Instant.now().plus(VALIDITY), keys);
  }

  public String withoutScope(String user) {
    return token(user, ISSUER, "calendar", Instant.now().plus(VALIDITY), keys);
  }

  /** All claims are right, but another key has signed. */
  public String forged(String user) {
    return token(user, ISSUER, SCOPE, Instant.now().plus(VALIDITY), newKeys());
  }

  String publicKeyPem() {
    return pem("PUBLIC KEY", keys.getPublic().getEncoded());
  }

  static String pem(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type);
  }

  private static String token(
      String user, String issuer, String scope, Instant expiry, KeyPair signer) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    long issued = expiry.minus(VALIDITY).getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"email\":\"%s\",\"scope\":\"%s\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(issuer, user, user, scope, issued, issued, expiry.getEpochSecond());
    String content = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signer.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }
}
