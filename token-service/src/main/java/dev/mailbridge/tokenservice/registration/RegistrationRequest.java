package dev.mailbridge.tokenservice.registration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;

/**
 * An app registration as an administrator enters it.
 *
 * @param id chosen by the caller or, when null, by token-service
 * @param scopes empty or null for the cloud's usual ones
 * @param codeChallenge PKCE (RFC 7636); null for on
 * @param codeChallengeMethod S256, plain, or null; the guide's False counts as null
 * @param redirectUri null for the address of this token-service
 * @param credential null keeps the one that is there
 * @param nextCredential takes over when the first one is refused
 * @param enabled null for yes
 */
public record RegistrationRequest(
    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String id,
    @NotBlank @Size(max = 200) String name,
    @NotNull Cloud cloud,
    @Size(max = 200) @Pattern(regexp = "[A-Za-z0-9.-]*") String tenantId,
    @NotBlank @Size(max = 200) String clientId,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI deviceAuthorizationEndpoint,
    URI graphUrl,
    List<@NotBlank @Pattern(regexp = "[\\x21-\\x7E]+") String> scopes,
    Boolean codeChallenge,
    @Pattern(regexp = "(?i)S256|plain|false|null|") String codeChallengeMethod,
    @Size(max = 256) String redirectUri,
    @Valid CredentialRequest credential,
    @Valid CredentialRequest nextCredential,
    Boolean enabled) {
  public RegistrationRequest {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
  }
}
