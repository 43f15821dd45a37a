package dev.mailbridge.stack.hostile;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** An identity provider's tokens, right and wrong, as {@code Authorization} headers. */
final class TokenIssuer {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final KeyPair key = newKey();

  /** As the services are told it. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  String token(String audience, String role) {
    return signed(
        claims(audience, role, LIFE), JWSAlgorithm.RS256, new RSASSASigner(key.getPrivate()));
  }

  String expired(String audience, String role) {
    return signed(
        claims(audience, role, LIFE.negated()),
        JWSAlgorithm.RS256,
        new RSASSASigner(key.getPrivate()));
  }

  String ofForeignKey(String audience, String role) {
    return signed(
        claims(audience, role, LIFE), JWSAlgorithm.RS256, new RSASSASigner(newKey().getPrivate()));
  }

  String unsigned(String audience, String role) {
    return "Bearer " + new PlainJWT(claims(audience, role, LIFE)).serialize();
  }

  /** The public key, which everyone knows, taken for a shared secret. */
  String signedWithPublicKey(String audience, String role) {
    try {
      return signed(
          claims(audience, role, LIFE),
          JWSAlgorithm.HS256,
          new MACSigner(publicKey().getBytes(StandardCharsets.US_ASCII)));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet claims(String audience, String role, Duration life) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("https://identity.example")
        .subject("someone")
        .audience(audience)
        .claim("roles", List.of(role))
        .issueTime(Date.from(now.minus(LIFE.multipliedBy(2))))
        .expirationTime(Date.from(now.plus(life)))
        .build();
  }

  private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
      token.sign(signer);
      return "Bearer " + token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
