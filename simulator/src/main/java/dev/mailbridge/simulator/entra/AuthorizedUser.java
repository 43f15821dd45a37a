package dev.mailbridge.simulator.entra;

import java.util.Optional;
import java.util.Set;

/** What a user allowed at the sign-in page: the content of a code. */
record AuthorizedUser(
    String clientId,
    String userId,
    Resource resource,
    Set<String> permissions,
    Set<String> openId,
    boolean mfaDone,
    Optional<String> nonce) {}
