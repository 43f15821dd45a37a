package dev.mailbridge.token;

/** A token, or why there is none. */
public sealed interface TokenResult permits AccessToken, TokenFailure {}
