package dev.mailbridge.configservice.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.mailbox.MailboxProblem;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mailbox as a form's fields, and back: fields are named as in JSON, and what differs from JSON
 * is a table of few entries here.
 */
final class MailboxForm {
  private static final ObjectMapper JSON = ContractJson.mapper();
  private static final long MEGA = 1_000_000;
  private static final List<String> FIELDS =
      List.of(
          "project",
          "address",
          "displayName",
          "incoming.protocol",
          "incoming.host",
          "incoming.port",
          "incoming.security",
          "incoming.afterProcessing",
          "incoming.moveTo",
          "incoming.firstRead",
          "incoming.trustedAuthservId",
          "outgoing.transport",
          "outgoing.host",
          "outgoing.port",
          "outgoing.security",
          "outgoing.messagesPerMinute",
          "outgoing.recipientsPerDay",
          "outgoing.connections",
          "outgoing.sentItems.host",
          "outgoing.sentItems.port",
          "outgoing.sentItems.security",
          "outgoing.sentItems.folder",
          "outgoing.ticketReplyTo");

  /** Graph has no server of its own. */
  private static final Set<String> SERVER =
      Set.of(
          "incoming.host",
          "incoming.port",
          "incoming.security",
          "outgoing.host",
          "outgoing.port",
          "outgoing.security");

  private MailboxForm() {}

  static Map<String, String> values(MailboxRequest mailbox) {
    Map<String, String> values = new HashMap<>();
    flatten("", JSON.valueToTree(mailbox), values);
    values.put("enabled", String.valueOf(!Boolean.FALSE.equals(mailbox.enabled())));
    values.put("reads", String.valueOf(mailbox.incoming() != null));
    values.put("sends", String.valueOf(mailbox.outgoing() != null));
    if (mailbox.incoming() != null) {
      MailboxDefinition.Incoming in = mailbox.incoming();
      values.put("incoming.folders", String.join("\n", in.folders()));
      values.put(
          "incoming.since",
          in.since() == null
              ? ""
              : LocalDateTime.ofInstant(in.since(), ZoneOffset.UTC).withNano(0).toString());
      values.put(
          "incoming.pollInterval",
          in.pollInterval() == null ? "" : String.valueOf(in.pollInterval().toSeconds()));
      values.put(
          "incoming.maxMessageSize",
          in.maxMessageSize() == null ? "" : String.valueOf(in.maxMessageSize() / MEGA));
    }
    return values;
  }

  /** The fields of an outgoing server alone. */
  static Map<String, String> values(MailboxDefinition.Outgoing outgoing) {
    Map<String, String> values = new HashMap<>();
    flatten("outgoing", JSON.valueToTree(outgoing), values);
    return values;
  }

  private static void flatten(String name, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                      member.getValue(),
                      values));
    } else if (node.isValueNode() && !node.isNull()) {
      values.put(name, node.asText());
    }
  }

  /**
   * @param rules the mailbox's, which have a form of their own
   * @throws ProblemException when a field has the wrong form, with its pointer
   */
  static MailboxRequest request(Form form, List<MailHandlingRule> rules) {
    ObjectNode tree = JSON.createObjectNode();
    List<FieldError> errors = new ArrayList<>();
    for (String field : FIELDS) {
      if (wanted(form, field) && form.text(field) != null) {
        put(tree, field, form.text(field));
      }
    }
    tree.put("enabled", form.on("enabled"));
    tree.set("rules", JSON.valueToTree(rules));
    if (form.on("reads")) {
      incoming(form, tree.withObjectProperty("incoming"), errors);
    }
    if (!errors.isEmpty()) {
      throw invalid(errors);
    }
    try {
      return JSON.treeToValue(tree, MailboxRequest.class);
    } catch (JsonMappingException e) {
      throw invalid(List.of(new FieldError(pointer(e), advice(e))));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean wanted(Form form, String field) {
    if (field.startsWith("incoming.")) {
      return form.on("reads") && !(SERVER.contains(field) && form.is("incoming.protocol", "graph"));
    }
    if (field.startsWith("outgoing.sentItems.")) {
      return form.on("sends") && form.text("outgoing.sentItems.host") != null;
    }
    return !field.startsWith("outgoing.")
        || (form.on("sends")
            && !(SERVER.contains(field) && form.is("outgoing.transport", "graph")));
  }

  private static void incoming(Form form, ObjectNode in, List<FieldError> errors) {
    String folders = form.value("incoming.folders");
    in.set(
        "folders",
        JSON.valueToTree(
            Arrays.stream(folders.split("\\R"))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .toList()));
    String since = form.text("incoming.since");
    if (since != null && form.is("incoming.firstRead", "date")) {
      try {
        in.put("since", LocalDateTime.parse(since).toInstant(ZoneOffset.UTC).toString());
      } catch (DateTimeParseException e) {
        errors.add(new FieldError("/incoming/since", "Enter a date and a time."));
      }
    }
    Long seconds = number(form, "incoming.pollInterval", errors);
    if (seconds != null) {
      in.put("pollInterval", Duration.ofSeconds(seconds).toString());
    }
    Long megabytes = number(form, "incoming.maxMessageSize", errors);
    if (megabytes != null) {
      in.put("maxMessageSize", megabytes * MEGA);
    }
  }

  private static Long number(Form form, String field, List<FieldError> errors) {
    String text = form.text(field);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      errors.add(new FieldError("/" + field.replace('.', '/'), "Enter a whole number."));
      return null;
    }
  }

  private static void put(ObjectNode tree, String field, String value) {
    ObjectNode at = tree;
    String[] names = field.split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty(names[i]);
    }
    at.put(names[names.length - 1], value);
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String advice(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException cause
        ? cause.getMessage()
        : "This can't be read: enter a number, or choose from the list.";
  }

  private static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        MailboxProblem.INVALID, "Some fields need a look; they are marked below.", errors);
  }
}
