package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.tokenservice.provider.ClientCredential;
import dev.mailbridge.tokenservice.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Turns what an administrator enters into a sealed row, and a row into a credential. */
@ApplicationScoped
class CredentialSealer {
  private static final int HINT = 3;

  private final Vault vault;
  private final RegistrationConfig config;
  private final Clock clock;

  private record SealedCertificate(String certificatePem, String privateKeyPem) {}

  CredentialSealer(Vault vault, RegistrationConfig config, Clock clock) {
    this.vault = vault;
    this.config = config;
    this.clock = clock;
  }

  CredentialEntity seal(String registrationId, String slot, CredentialRequest request) {
    CredentialEntity row =
        new CredentialEntity(registrationId, slot, request.type(), clock.instant())
            .endsAt(request.expiresAt(), CredentialEntity.ExpirySource.ENTERED);
    return switch (request.type()) {
      case SECRET -> {
        String secret = required(request.secret(), "secret", "the secret's value").strip();
        // Short secrets get no hint: it would be too much of them.
        String hint = secret.length() < 4 * HINT ? null : secret.substring(secret.length() - HINT);
        yield row.sealed(vault.seal(secret, row.place()), hint);
      }
      case CERTIFICATE -> certificate(row, request);
      case FEDERATED -> row.inFile(tokenFile(request).toString());
      case NONE -> row;
    };
  }

  private CredentialEntity certificate(CredentialEntity row, CredentialRequest request) {
    SealedCertificate pem =
        new SealedCertificate(
            required(request.certificatePem(), "certificatePem", "the certificate in PEM"),
            required(request.privateKeyPem(), "privateKeyPem", "its private key in PEM (PKCS#8)"));
    ClientCredential.Certificate pair;
    try {
      pair = PemCertificates.read(pem.certificatePem(), pem.privateKeyPem());
    } catch (IllegalArgumentException e) {
      throw invalid("certificatePem", e.getMessage());
    }
    String json = new String(ContractJson.write(pem), StandardCharsets.UTF_8);
    return row.sealed(vault.seal(json, row.place()), PemCertificates.thumbprint(pair))
        .endsAt(
            pair.certificate().getNotAfter().toInstant(),
            CredentialEntity.ExpirySource.CERTIFICATE);
  }

  private Path tokenFile(CredentialRequest request) {
    Path file =
        Path.of(required(request.tokenFile(), "tokenFile", "the token's file"))
            .toAbsolutePath()
            .normalize();
    Path directory = config.tokenFileDirectory().toAbsolutePath().normalize();
    if (!file.startsWith(directory)) {
      throw invalid(
          "tokenFile",
          "must lie under %s: mount it there, or set mail-bridge.registrations.token-file-directory"
              .formatted(directory));
    }
    return file;
  }

  ClientCredential open(CredentialEntity row) {
    return switch (row.type()) {
      case SECRET -> new ClientCredential.Secret(vault.open(row.secretSealed(), row.place()));
      case CERTIFICATE -> {
        SealedCertificate pem =
            ContractJson.read(
                vault.open(row.secretSealed(), row.place()).getBytes(StandardCharsets.UTF_8),
                SealedCertificate.class);
        yield PemCertificates.read(pem.certificatePem(), pem.privateKeyPem());
      }
      case FEDERATED -> new ClientCredential.Federated(Path.of(row.tokenFile()));
      case NONE -> new ClientCredential.None();
    };
  }

  private static String required(String value, String field, String what) {
    if (value == null || value.isBlank()) {
      throw invalid(field, "is missing: enter " + what);
    }
    return value;
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(
        RegistrationProblem.INVALID, "/credential/" + field + ": " + detail);
  }
}
