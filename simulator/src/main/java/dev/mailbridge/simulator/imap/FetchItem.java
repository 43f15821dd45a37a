package dev.mailbridge.simulator.imap;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * One thing that FETCH asks for.
 *
 * @param name in upper case, without section and PEEK
 * @param section what stands in the brackets; null when there are none
 * @param from first octet of a partial fetch; -1 for the whole
 */
record FetchItem(String name, String section, boolean peek, int from, int count) {
  /** What is sent for an item. */
  sealed interface Value {}

  /** As text, ready to be written. */
  record Written(String text) implements Value {}

  /** A range of the mail, as a literal. */
  record Octets(byte[] raw, int from, int length) implements Value {}

  private static FetchItem simple(String name) {
    return new FetchItem(name, null, false, -1, -1);
  }

  static FetchItem uid() {
    return simple("UID");
  }

  static List<FetchItem> parse(ImapToken token) {
    List<FetchItem> items = new ArrayList<>();
    if (token instanceof ImapToken.Many many) {
      many.items().forEach(item -> items.addAll(parseOne(item.text())));
    } else {
      items.addAll(parseOne(token.text()));
    }
    return items;
  }

  private static List<FetchItem> parseOne(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "ALL" ->
          List.of(
              simple("FLAGS"), simple("INTERNALDATE"), simple("RFC822.SIZE"), simple("ENVELOPE"));
      case "FAST" -> List.of(simple("FLAGS"), simple("INTERNALDATE"), simple("RFC822.SIZE"));
      case "FULL" ->
          List.of(
              simple("FLAGS"),
              simple("INTERNALDATE"),
              simple("RFC822.SIZE"),
              simple("ENVELOPE"),
              simple("BODY"));
      case "FLAGS",
          "UID",
          "INTERNALDATE",
          "RFC822.SIZE",
          "ENVELOPE",
          "BODY",
          "BODYSTRUCTURE",
          "RFC822",
          "RFC822.HEADER",
          "RFC822.TEXT" ->
          List.of(simple(upper));
      default -> List.of(withSection(text, upper));
    };
  }

  private static FetchItem withSection(String text, String upper) {
    boolean peek = upper.startsWith("BODY.PEEK[");
    int close = text.indexOf(']');
    if ((!peek && !upper.startsWith("BODY[")) || close < 0) {
      throw new BadCommand("Command Argument Error. 11");
    }
    String section = text.substring(text.indexOf('[') + 1, close);
    String partial = text.substring(close + 1);
    if (partial.isEmpty()) {
      return new FetchItem("BODY", section, peek, -1, -1);
    }
    if (!partial.matches("<\\d{1,9}\\.\\d{1,9}>")) {
      throw new BadCommand("Command Argument Error. 11");
    }
    int dot = partial.indexOf('.');
    return new FetchItem(
        "BODY",
        section,
        peek,
        Integer.parseInt(partial.substring(1, dot)),
        Integer.parseInt(partial.substring(dot + 1, partial.length() - 1)));
  }

  boolean setsSeen() {
    return (section != null && !peek) || name.equals("RFC822") || name.equals("RFC822.TEXT");
  }

  boolean needsContent() {
    return section != null
        || name.startsWith("RFC822") && !name.equals("RFC822.SIZE")
        || name.startsWith("BODY");
  }

  /** True for a section that grows with the mail, asked for without a range. */
  boolean hasWhole() {
    return from < 0
        && (section != null && !section.toUpperCase(Locale.ROOT).contains("HEADER")
            || name.equals("RFC822")
            || name.equals("RFC822.TEXT"));
  }

  String label() {
    if (section == null) {
      return name;
    }
    return "BODY[" + section + "]" + (from < 0 ? "" : "<" + from + ">");
  }

  Value value(FetchedMail fetched) {
    if (section != null) {
      return fetched.isNil() ? new Written("NIL") : partial(SectionOctets.of(fetched, section));
    }
    return switch (name) {
      case "FLAGS" ->
          new Written("(" + String.join(" ", new TreeSet<>(fetched.mail().flags())) + ")");
      case "UID" -> new Written(String.valueOf(fetched.mail().uid()));
      case "INTERNALDATE" ->
          new Written(
              '"'
                  + String.format(
                      "%26s",
                      AppendCommand.DATE_TIME.format(
                          fetched.mail().receivedAt().atOffset(ZoneOffset.UTC)))
                  + '"');
      case "RFC822.SIZE" -> new Written(String.valueOf(fetched.mail().content().size()));
      case "ENVELOPE" -> new Written(Envelope.of(fetched.structure().headers()));
      case "BODY" -> new Written(BodyStructure.of(fetched.structure(), false, false));
      case "BODYSTRUCTURE" ->
          new Written(BodyStructure.of(fetched.structure(), true, fetched.hasIllegalStructure()));
      case "RFC822" -> nilOr(fetched, "");
      case "RFC822.HEADER" -> nilOr(fetched, "HEADER");
      case "RFC822.TEXT" -> nilOr(fetched, "TEXT");
      default -> throw new BadCommand("Command Argument Error. 11");
    };
  }

  private static Value nilOr(FetchedMail fetched, String section) {
    return fetched.isNil() ? new Written("NIL") : SectionOctets.of(fetched, section);
  }

  private Value partial(Value whole) {
    if (from < 0 || !(whole instanceof Octets octets)) {
      return whole;
    }
    int start = Math.min(from, octets.length());
    return new Octets(
        octets.raw(), octets.from() + start, Math.min(count, octets.length() - start));
  }
}
