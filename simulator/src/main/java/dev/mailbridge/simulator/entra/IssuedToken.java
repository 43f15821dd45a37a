package dev.mailbridge.simulator.entra;

import java.time.Instant;

/** A token that was issued, as the state page shows it: never more than its last characters. */
public record IssuedToken(
    Instant at,
    String grant,
    String app,
    String subject,
    String resource,
    String scopes,
    Instant expiresAt,
    String ending) {}
