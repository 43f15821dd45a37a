package dev.mailbridge.simulator.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The XOAUTH2 response: {@code user=…^Aauth=Bearer …^A^A} in base64. */
public record XOAuth2(String user, String token) {
  private static final String BEARER = "auth=Bearer ";

  public static Optional<XOAuth2> parse(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
      String user = null;
      String token = null;
      for (String field : text.split("\u0001")) {
        if (field.startsWith("user=")) {
          user = field.substring("user=".length());
        } else if (field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
          token = field.substring(BEARER.length());
        }
      }
      return user == null || token == null
          ? Optional.empty()
          : Optional.of(new XOAuth2(user, token));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The challenge that a refused token gets, in base64; the client answers it with an empty line.
   */
  public static String errorChallenge() {
    return Base64.getEncoder()
        .encodeToString(
            "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://outlook.office.com/\"}"
                .getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "XOAuth2[" + user + ", token hidden]";
  }
}
