package dev.mailbridge.configservice.web;

import java.util.Map;

/** What a new mailbox's form starts with: Exchange Online's servers. */
final class OfficeDefaults {
  static final Map<String, String> FORM =
      Map.ofEntries(
          Map.entry("enabled", "true"),
          Map.entry("reads", "true"),
          Map.entry("sends", "true"),
          Map.entry("incoming.protocol", "imap"),
          Map.entry("incoming.host", "outlook.office365.com"),
          Map.entry("incoming.port", "993"),
          Map.entry("incoming.security", "tls"),
          Map.entry("incoming.folders", "INBOX"),
          Map.entry("incoming.afterProcessing", "mark-read"),
          Map.entry("incoming.firstRead", "now"),
          Map.entry("outgoing.transport", "smtp"),
          Map.entry("outgoing.host", "smtp.office365.com"),
          Map.entry("outgoing.port", "587"),
          Map.entry("outgoing.security", "starttls"),
          Map.entry("outgoing.sentItems.host", "outlook.office365.com"),
          Map.entry("outgoing.sentItems.port", "993"),
          Map.entry("outgoing.sentItems.security", "tls"));

  private OfficeDefaults() {}
}
