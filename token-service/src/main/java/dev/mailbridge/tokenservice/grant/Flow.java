package dev.mailbridge.tokenservice.grant;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a grant comes to its tokens. */
public enum Flow {
  /** A person signs in with a browser (RFC 6749 section 4.1). */
  @JsonProperty("authorization-code")
  AUTHORIZATION_CODE,
  /** A person signs in on another device (RFC 8628). */
  @JsonProperty("device-code")
  DEVICE_CODE,
  /** The app itself, without a person (RFC 6749 section 4.4). */
  @JsonProperty("client-credentials")
  CLIENT_CREDENTIALS,
  /** A stored password, for servers without OAuth. */
  @JsonProperty("password")
  PASSWORD;

  public boolean needsSignIn() {
    return this == AUTHORIZATION_CODE || this == DEVICE_CODE;
  }
}
