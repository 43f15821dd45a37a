package dev.mailbridge.tokenservice.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * A credential as it is set; it is never given out again.
 *
 * @param secret the value, not the id that the portal shows beside it
 * @param certificatePem an X.509 certificate, whose key is privateKeyPem (PKCS#8)
 * @param tokenFile a file with a token of an issuer that the provider trusts
 * @param expiresAt when it ends; a certificate's own end wins
 */
public record CredentialRequest(
    @NotNull Type type,
    String secret,
    String certificatePem,
    String privateKeyPem,
    String tokenFile,
    Instant expiresAt) {
  public enum Type {
    @JsonProperty("secret")
    SECRET,
    @JsonProperty("certificate")
    CERTIFICATE,
    @JsonProperty("federated")
    FEDERATED,
    @JsonProperty("none")
    NONE
  }

  @Override
  public String toString() {
    return "CredentialRequest[type=" + type + "]";
  }
}
