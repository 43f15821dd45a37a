package dev.mailbridge.stack.chaos;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the directory's answers gave out, overheard on their way to token-service. */
final class IssuedTokens {
  private static final Pattern TOKEN =
      Pattern.compile("\"(access_token|refresh_token)\"\\s*:\\s*\"([^\"]{20,})\"");
  // More than an answer with both tokens has.
  private static final int REMEMBERED = 32_000;

  private final StringBuilder said = new StringBuilder();
  private final Map<String, String> refreshTokens = new LinkedHashMap<>();
  private final Map<String, String> accessTokens = new LinkedHashMap<>();

  synchronized void hear(byte[] octets) {
    said.append(new String(octets, StandardCharsets.ISO_8859_1));
    Matcher token = TOKEN.matcher(said);
    int end = 0;
    while (token.find()) {
      Map<String, String> kind = token.group(1).startsWith("access") ? accessTokens : refreshTokens;
      kind.putIfAbsent(
          "%s %d".formatted(token.group(1).replace('_', ' '), kind.size() + 1), token.group(2));
      end = token.end();
    }
    said.delete(0, Math.max(end, said.length() - REMEMBERED));
  }

  /** By a name that may be shown. */
  synchronized Map<String, String> refresh() {
    return new LinkedHashMap<>(refreshTokens);
  }

  synchronized Map<String, String> access() {
    return new LinkedHashMap<>(accessTokens);
  }
}
