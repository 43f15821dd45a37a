package dev.mailbridge.tokenservice.grant;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum GrantState {
  /** Nobody has signed in yet. */
  @JsonProperty("none")
  NONE,
  @JsonProperty("ready")
  READY,
  /** See the failure. */
  @JsonProperty("failing")
  FAILING,
  /** Ended by an administrator; signing in again revives it. */
  @JsonProperty("revoked")
  REVOKED
}
