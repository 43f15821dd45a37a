package dev.mailbridge.mailparse.tnef;

import java.util.List;

/**
 * What a TNEF stream holds.
 *
 * @param text null when it has none
 * @param html null when it has none; not sanitised
 * @param attachments those that were complete
 * @param complete false when the stream ends too early or isn't TNEF
 */
public record Tnef(String text, String html, List<File> attachments, boolean complete) {
  public Tnef {
    attachments = List.copyOf(attachments);
  }

  /**
   * @param filename null when it has none
   * @param contentType null when it says nothing
   * @param contentId null when it has none
   * @param from where its octets lie in the array that {@link TnefReader#octets()} gives
   */
  public record File(
      String filename, String contentType, String contentId, boolean message, int from, int to) {}
}
