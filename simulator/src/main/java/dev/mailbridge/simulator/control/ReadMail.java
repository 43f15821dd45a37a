package dev.mailbridge.simulator.control;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A mail as the control interface shows it; {@code raw} in base64. */
record ReadMail(
    String folder,
    long uid,
    Set<String> flags,
    Optional<String> messageId,
    Optional<String> subject,
    Instant receivedAt,
    String raw) {}
