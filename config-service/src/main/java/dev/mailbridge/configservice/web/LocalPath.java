package dev.mailbridge.configservice.web;

import java.net.URI;

/** Where a page may send the browser: to an address of this service only. */
final class LocalPath {
  private LocalPath() {}

  /** The path, or {@code /} when it leads elsewhere. */
  static String of(String path) {
    if (path == null || !path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
      return "/";
    }
    try {
      URI uri = URI.create(path);
      return uri.getHost() == null && uri.getScheme() == null ? path : "/";
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }
}
