package dev.mailbridge.tokenservice.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.tokenservice.provider.ClientCredential.Certificate;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * The assertion of {@code private_key_jwt} as Entra asks for it: PS256 and the certificate's
 * SHA-256 thumbprint, one for each request.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate
 *     credentials</a>
 */
final class ClientAssertion {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private ClientAssertion() {}

  static String sign(Certificate credential, String clientId, URI tokenEndpoint, Instant now) {
    try {
      JWSAlgorithm algorithm =
          credential.key() instanceof ECPrivateKey ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256;
      JWSHeader header =
          new JWSHeader.Builder(algorithm)
              .type(com.nimbusds.jose.JOSEObjectType.JWT)
              .x509CertSHA256Thumbprint(thumbprint(credential))
              .build();
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(clientId)
              .subject(clientId)
              .audience(tokenEndpoint.toString())
              .jwtID(UUID.randomUUID().toString())
              .issueTime(Date.from(now))
              .notBeforeTime(Date.from(now.minus(CLOCK_SKEW)))
              .expirationTime(Date.from(now.plus(LIFE)))
              .build();
      SignedJWT assertion = new SignedJWT(header, claims);
      assertion.sign(signer(credential.key()));
      return assertion.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(
          "The client assertion of %s can't be signed".formatted(clientId), e);
    }
  }

  private static JWSSigner signer(PrivateKey key) throws JOSEException {
    return key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
  }

  static Base64URL thumbprint(Certificate credential) {
    try {
      return Base64URL.encode(
          MessageDigest.getInstance("SHA-256").digest(credential.certificate().getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate can't be encoded", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
