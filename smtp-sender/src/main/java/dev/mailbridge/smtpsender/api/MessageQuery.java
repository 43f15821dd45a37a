package dev.mailbridge.smtpsender.api;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.smtpsender.outgoing.MailState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which messages are asked for; null asks for any. */
record MessageQuery(
    OutgoingId id,
    ProjectId project,
    MailboxId mailbox,
    String ticket,
    DeliveryState state,
    String recipient,
    String search,
    Long before,
    int limit) {
  /** A condition of the query language and its parameters. */
  record Condition(String text, Map<String, Object> parameters) {}

  Condition condition() {
    List<String> parts = new ArrayList<>(List.of("seq > 0"));
    Map<String, Object> parameters = new HashMap<>();
    add(parts, parameters, "outgoingId", id == null ? null : id.value());
    add(parts, parameters, "project", project == null ? null : project.value());
    add(parts, parameters, "mailboxId", mailbox == null ? null : mailbox.value());
    add(parts, parameters, "ticketRef", ticket);
    if (state != null) {
      parts.add("state in (:states)");
      parameters.put(
          "states", Arrays.stream(MailState.values()).filter(s -> s.reported() == state).toList());
    }
    if (recipient != null) {
      parts.add("lower(recipients) like :recipient escape '!'");
      parameters.put("recipient", "%\"" + escape(recipient.toLowerCase(Locale.ROOT)) + "\"%");
    }
    if (search != null && !search.isBlank()) {
      parts.add(
          "(lower(subject) like :search escape '!' or lower(recipients) like :search escape '!'"
              + " or lower(messageId) like :search escape '!'"
              + " or lower(serverMessageId) like :search escape '!'"
              + " or lower(outgoingId) like :search escape '!'"
              + " or lower(ticketRef) like :search escape '!')");
      parameters.put("search", "%" + escape(search.strip().toLowerCase(Locale.ROOT)) + "%");
    }
    if (before != null) {
      parts.add("seq < :before");
      parameters.put("before", before);
    }
    return new Condition(String.join(" and ", parts) + " order by seq desc", parameters);
  }

  private static void add(
      List<String> parts, Map<String, Object> parameters, String name, String value) {
    if (value != null) {
      parts.add(name + " = :" + name);
      parameters.put(name, value);
    }
  }

  private static String escape(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
