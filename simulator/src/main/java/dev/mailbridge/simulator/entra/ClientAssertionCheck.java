package dev.mailbridge.simulator.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.AppCertificate;
import dev.mailbridge.simulator.directory.FederatedCredential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks client assertions: signed with the app's certificate (Microsoft's "certificate
 * credentials": {@code x5t#S256} names it), or issued by another provider that the app trusts
 * (workload identity federation).
 */
final class ClientAssertionCheck {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.PS256, JWSAlgorithm.RS256);

  private final Clock clock;
  private final IssuerKeys issuerKeys;

  ClientAssertionCheck(Clock clock, IssuerKeys issuerKeys) {
    this.clock = clock;
    this.issuerKeys = issuerKeys;
  }

  void check(String assertion, App app, String tenant) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (app.clientId().equalsIgnoreCase(claims.getIssuer())) {
        checkCertificate(jwt, claims, app, tenant);
      } else {
        checkFederated(jwt, claims, app);
      }
      checkTime(claims);
    } catch (ParseException e) {
      throw Aadsts.of(50027, "The client assertion is malformed: it is not a signed JWT.");
    } catch (JOSEException | GeneralSecurityException e) {
      throw Aadsts.of(50012);
    }
  }

  private void checkTime(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Duration skew = Duration.ofMinutes(5);
    boolean tooEarly =
        claims.getNotBeforeTime() != null
            && now.plus(skew).isBefore(claims.getNotBeforeTime().toInstant());
    if (claims.getExpirationTime() == null
        || tooEarly
        || now.minus(skew).isAfter(claims.getExpirationTime().toInstant())) {
      throw Aadsts.of(700024);
    }
  }

  private static void checkCertificate(SignedJWT jwt, JWTClaimsSet claims, App app, String tenant)
      throws GeneralSecurityException, JOSEException {
    X509Certificate certificate =
        app.certificates().stream()
            .map(ClientAssertionCheck::read)
            .filter(one -> isNamed(jwt.getHeader(), one))
            .findFirst()
            .orElseThrow(
                () ->
                    Aadsts.of(
                        700027,
                        "The certificate with identifier used to sign the client assertion is not"
                            + " registered on application '"
                            + app.clientId()
                            + "'. [Reason - The key was not found.]"));
    if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
        || !jwt.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))) {
      throw Aadsts.of(
          700027,
          "Client assertion failed signature validation. [Reason - The key was found, but use of"
              + " the key to verify the signature failed.]");
    }
    if (!claims.getIssuer().equals(claims.getSubject())) {
      throw Aadsts.of(50027, "The client assertion is malformed: sub must be the client id.");
    }
    String wanted = "/" + tenant + "/oauth2/v2.0/token";
    List<String> audience = claims.getAudience();
    if (audience.stream()
        .noneMatch(one -> one.endsWith(wanted) || one.endsWith(tenant + "/v2.0"))) {
      throw Aadsts.of(
          50027, "The client assertion is malformed: aud must be the token endpoint's address.");
    }
  }

  private static boolean isNamed(JWSHeader header, X509Certificate certificate) {
    try {
      if (header.getX509CertSHA256Thumbprint() != null) {
        return header.getX509CertSHA256Thumbprint().equals(thumbprint("SHA-256", certificate));
      }
      @SuppressWarnings("deprecation") // Entra still takes it.
      var sha1 = header.getX509CertThumbprint();
      return sha1 != null && sha1.equals(thumbprint("SHA-1", certificate));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static com.nimbusds.jose.util.Base64URL thumbprint(
      String algorithm, X509Certificate certificate) throws GeneralSecurityException {
    return com.nimbusds.jose.util.Base64URL.encode(
        MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
  }

  private static X509Certificate read(AppCertificate certificate) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.pem().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Certificate " + certificate.keyId() + " of an app is not PEM: mend it", e);
    }
  }

  private void checkFederated(SignedJWT jwt, JWTClaimsSet claims, App app)
      throws ParseException, JOSEException {
    List<FederatedCredential> byIssuer =
        app.federatedCredentials().stream()
            .filter(one -> one.issuer().equals(claims.getIssuer()))
            .toList();
    if (byIssuer.isEmpty()) {
      throw Aadsts.of(
          700211,
          "No matching federated identity record found for presented assertion issuer '"
              + claims.getIssuer()
              + "'.");
    }
    List<FederatedCredential> bySubject =
        byIssuer.stream().filter(one -> one.subject().equals(claims.getSubject())).toList();
    if (bySubject.isEmpty()) {
      throw Aadsts.of(
          700213,
          "No matching federated identity record found for presented assertion subject '"
              + claims.getSubject()
              + "'.");
    }
    FederatedCredential trusted =
        bySubject.stream()
            .filter(one -> claims.getAudience().contains(one.audience()))
            .findFirst()
            .orElseThrow(
                () ->
                    Aadsts.of(
                        700212,
                        "No matching federated identity record found for presented assertion"
                            + " audience '"
                            + String.join(", ", claims.getAudience())
                            + "'."));
    if (!signedBy(jwt, trusted)) {
      throw Aadsts.of(50012);
    }
  }

  private boolean signedBy(SignedJWT jwt, FederatedCredential trusted)
      throws ParseException, JOSEException {
    JWKSet keys;
    try {
      keys =
          trusted.jwks().isPresent()
              ? JWKSet.parse(trusted.jwks().get().toString())
              : issuerKeys.of(URI.create(trusted.issuer()));
    } catch (IOException e) {
      throw Aadsts.of(
          50012, "The keys of the assertion's issuer could not be read: " + e.getMessage());
    }
    String keyId = jwt.getHeader().getKeyID();
    Optional<JWK> key =
        keys.getKeys().stream()
            .filter(one -> keyId == null || keyId.equals(one.getKeyID()))
            .findFirst();
    return key.isPresent()
        && key.get() instanceof AsymmetricJWK asymmetric
        && jwt.verify(
            new DefaultJWSVerifierFactory()
                .createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()));
  }
}
