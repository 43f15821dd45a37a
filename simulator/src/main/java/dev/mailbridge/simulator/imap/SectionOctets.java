package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mime.MailHeaders;
import dev.mailbridge.simulator.mime.MimePart;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The octets of a section: {@code TEXT}, {@code 1.2.MIME}, {@code HEADER.FIELDS (…)}. */
final class SectionOctets {
  private SectionOctets() {}

  static FetchItem.Value of(FetchedMail fetched, String section) {
    if (section.isEmpty()) {
      byte[] raw = fetched.raw();
      return new FetchItem.Octets(raw, 0, raw.length);
    }
    MimePart part = fetched.structure();
    String rest = section;
    boolean numbered = false;
    while (!rest.isEmpty() && Character.isDigit(rest.charAt(0))) {
      int dot = rest.indexOf('.');
      String number = dot < 0 ? rest : rest.substring(0, dot);
      Optional<MimePart> next = part.part(parse(number));
      if (next.isEmpty()) {
        return new FetchItem.Written("NIL");
      }
      part = next.get();
      numbered = true;
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return named(part, rest, numbered);
  }

  private static int parse(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
  }

  private static FetchItem.Value named(MimePart part, String name, boolean numbered) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.isEmpty()) {
      return octets(part, part.bodyStart(), part.end());
    }
    if (upper.equals("MIME")) {
      return octets(part, part.start(), part.bodyStart());
    }
    // HEADER and TEXT of a numbered part are those of the mail in it.
    MimePart mail =
        numbered && part.isMessage() && !part.children().isEmpty()
            ? part.children().getFirst()
            : part;
    if (upper.equals("HEADER")) {
      return octets(mail, mail.start(), mail.bodyStart());
    }
    if (upper.equals("TEXT")) {
      return octets(mail, mail.bodyStart(), mail.end());
    }
    if (upper.startsWith("HEADER.FIELDS")) {
      return fields(mail, name, upper.startsWith("HEADER.FIELDS.NOT"));
    }
    throw new BadCommand("Command Argument Error. 11");
  }

  private static FetchItem.Octets octets(MimePart part, int from, int to) {
    return new FetchItem.Octets(part.raw(), from, to - from);
  }

  private static FetchItem.Value fields(MimePart mail, String section, boolean others) {
    int open = section.indexOf('(');
    int close = section.indexOf(')');
    if (open < 0 || close < open) {
      throw new BadCommand("Command Argument Error. 11");
    }
    List<String> names = new ArrayList<>();
    Arrays.stream(section.substring(open + 1, close).split(" "))
        .map(name -> name.replace("\"", "").toLowerCase(Locale.ROOT))
        .forEach(names::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (MailHeaders.Field field : mail.headers().fields()) {
      if (names.contains(field.name().toLowerCase(Locale.ROOT)) != others) {
        out.write(mail.raw(), field.start(), field.end() - field.start());
      }
    }
    out.writeBytes(new byte[] {'\r', '\n'});
    return new FetchItem.Octets(out.toByteArray(), 0, out.size());
  }
}
