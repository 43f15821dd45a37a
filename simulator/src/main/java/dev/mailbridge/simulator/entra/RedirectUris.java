package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import java.net.URI;
import java.util.Objects;

/**
 * Matches redirect addresses as Entra does: exactly, except that the port of localhost doesn't
 * count; plain http only for localhost; at most 256 characters.
 */
final class RedirectUris {
  private static final int LONGEST = 256;

  private RedirectUris() {}

  static String check(App app, String requested) {
    if (requested == null || requested.isEmpty()) {
      if (app.redirectUris().isEmpty()) {
        throw Aadsts.of(500113, "No reply address is registered for the application.");
      }
      return app.redirectUris().getFirst();
    }
    if (requested.length() > LONGEST
        || app.redirectUris().stream().noneMatch(known -> same(known, requested))) {
      throw Aadsts.of(
          50011,
          "The redirect URI '"
              + requested
              + "' specified in the request does not match the redirect URIs configured for the"
              + " application '"
              + app.clientId()
              + "'. Make sure the redirect URI sent in the request matches one added to your"
              + " application in the Azure portal. Navigate to"
              + " https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot"
              + " this.");
    }
    return requested;
  }

  private static boolean same(String registered, String requested) {
    try {
      URI one = URI.create(registered);
      URI other = URI.create(requested);
      boolean local = isLocal(one) && isLocal(other);
      if (!local && "http".equals(other.getScheme())) {
        return false;
      }
      return Objects.equals(one.getScheme(), other.getScheme())
          && Objects.equals(one.getHost(), other.getHost())
          && (local || one.getPort() == other.getPort())
          && Objects.equals(one.getRawPath(), other.getRawPath())
          && Objects.equals(one.getRawQuery(), other.getRawQuery())
          && other.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLocal(URI uri) {
    return "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
  }
}
