package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.OfficeConfig;
import java.util.Map;

/**
 * What a new mailbox's form starts with: Exchange Online's servers, unless configured otherwise.
 */
final class OfficeDefaults {
  private OfficeDefaults() {}

  static Map<String, String> form(OfficeConfig office) {
    return Map.of(
        "enabled", "true",
        "reads", "true",
        "sends", "true",
        "incoming.protocol", "imap",
        "incoming.host", office.imapHost(),
        "incoming.port", String.valueOf(office.imapPort()),
        "incoming.security", "tls",
        "incoming.folders", "INBOX",
        "incoming.afterProcessing", "mark-read",
        "incoming.firstRead", "now");
  }
}
