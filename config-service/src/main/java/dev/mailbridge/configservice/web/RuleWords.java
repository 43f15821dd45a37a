package dev.mailbridge.configservice.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** What rules are made of, in the words of the web admin; codes are those of mail-rules. */
public final class RuleWords {
  static final RuleWords ALL = new RuleWords();

  private RuleWords() {}

  public Map<String, String> fields() {
    return words(
        "sender", "Sender address",
        "sender-name", "Sender name",
        "domain", "Sender domain",
        "recipient", "Recipient (To or Cc)",
        "recipient-domain", "Recipient domain",
        "to", "To address",
        "cc", "Cc address",
        "reply-to", "Reply-To address",
        "subject", "Subject",
        "body", "Body",
        "header", "Header …",
        "attachment-name", "Attachment name",
        "attachment-type", "Attachment type",
        "attachment-size", "Attachment size (bytes)",
        "size", "Mail size (bytes)",
        "kind", "Kind of mail",
        "authentication", "Authentication (spf, dkim, dmarc) …",
        "known-user", "Known user",
        "folder", "Folder");
  }

  public Map<String, String> operators() {
    return words(
        "equals", "is",
        "contains", "contains",
        "starts", "starts with",
        "ends", "ends with",
        "in", "is one of (comma)",
        "matches", "matches (RE2)",
        "greater", "is greater than",
        "less", "is less than");
  }

  public Map<String, String> actions() {
    return words(
        "route", "Route to project …",
        "set-field", "Set field … to",
        "tag", "Add tag …",
        "acknowledge", "Acknowledge with template …",
        "ignore", "Ignore the mail",
        "quarantine", "Quarantine the mail",
        "move", "Move to folder …",
        "mark", "Mark as read",
        "delete", "Delete from the mailbox",
        "stop", "Stop: no later rule");
  }

  private static Map<String, String> words(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return words;
  }
}
