package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mime.MimePart;
import jakarta.mail.internet.ContentDisposition;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** BODY and BODYSTRUCTURE (RFC 3501, section 7.4.2). */
final class BodyStructure {
  private BodyStructure() {}

  /**
   * @param illegal puts NIL where the grammar wants a number and a string, as reported of Exchange
   */
  static String of(MimePart part, boolean extended, boolean illegal) {
    if (part.isMultipart() && !part.children().isEmpty()) {
      String children =
          part.children().stream()
              .map(child -> of(child, extended, illegal))
              .collect(Collectors.joining());
      String more =
          extended
              ? " " + parameters(part.parameters()) + " " + disposition(part) + " NIL NIL"
              : "";
      return "(" + children + " " + ImapStrings.string(part.subtype()) + more + ")";
    }
    StringBuilder text = new StringBuilder("(");
    String type = part.isMultipart() ? "text" : part.type();
    String subtype = part.isMultipart() ? "plain" : part.subtype();
    text.append(ImapStrings.string(type))
        .append(' ')
        .append(illegal ? "NIL" : ImapStrings.string(subtype))
        .append(' ')
        .append(parameters(part.parameters()))
        .append(' ')
        .append(header(part, "Content-ID"))
        .append(' ')
        .append(header(part, "Content-Description"))
        .append(' ')
        .append(illegal ? "NIL" : ImapStrings.string(part.encoding()))
        .append(' ')
        .append(illegal ? "NIL" : String.valueOf(part.bodySize()));
    if (part.isMessage() && !part.children().isEmpty()) {
      MimePart mail = part.children().getFirst();
      text.append(' ')
          .append(Envelope.of(mail.headers()))
          .append(' ')
          .append(of(mail, extended, illegal))
          .append(' ')
          .append(part.bodyLines());
    } else if (type.equals("text")) {
      text.append(' ').append(part.bodyLines());
    }
    if (extended) {
      text.append(" NIL ").append(disposition(part)).append(" NIL NIL");
    }
    return text.append(')').toString();
  }

  private static String header(MimePart part, String name) {
    return ImapStrings.nilOrString(part.headers().first(name).orElse(null));
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? "NIL"
        : parameters.entrySet().stream()
            .map(one -> ImapStrings.string(one.getKey()) + " " + ImapStrings.string(one.getValue()))
            .collect(Collectors.joining(" ", "(", ")"));
  }

  private static String disposition(MimePart part) {
    Optional<ContentDisposition> disposition = part.disposition();
    if (disposition.isEmpty()) {
      return "NIL";
    }
    var list = disposition.get().getParameterList();
    String parameters =
        list == null || list.size() == 0
            ? "NIL"
            : Collections.list(list.getNames()).stream()
                .map(name -> ImapStrings.string(name) + " " + ImapStrings.string(list.get(name)))
                .collect(Collectors.joining(" ", "(", ")"));
    return "(" + ImapStrings.string(disposition.get().getDisposition()) + " " + parameters + ")";
  }
}
