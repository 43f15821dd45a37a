package dev.mailbridge.simulator.http;

/** Text made safe for a page. */
public final class Html {
  private Html() {}

  public static String escape(String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
  }
}
