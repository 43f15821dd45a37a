package dev.mailbridge.tokenservice.provider;

import java.net.URI;

/**
 * A registration as the token endpoint needs it.
 *
 * @param credentialId changes whenever the credential does
 */
public record ProviderApp(
    String registrationId,
    String clientId,
    URI tokenEndpoint,
    String credentialId,
    ClientCredential credential) {}
