package dev.mailbridge.simulator.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Trust in tokens of another issuer. Keys are {@code jwks} when given, otherwise they are read from
 * the issuer's discovery document.
 */
public record FederatedCredential(
    String name, String issuer, String subject, String audience, Optional<JsonNode> jwks) {}
