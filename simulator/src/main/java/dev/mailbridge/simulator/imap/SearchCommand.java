package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** SEARCH and UID SEARCH: US-ASCII only, and BAD for keywords, as at Exchange Online. */
final class SearchCommand {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

  private final SelectedFolder selected;

  private SearchCommand(SelectedFolder selected) {
    this.selected = selected;
  }

  static String run(ImapSession session, ImapArguments arguments, boolean uid) throws IOException {
    if (arguments.hasMore() && isWord(arguments.peek(), "CHARSET")) {
      arguments.take();
      if (!arguments.text().equalsIgnoreCase("US-ASCII")) {
        return "NO [BADCHARSET (US-ASCII)] The specified charset is not supported.";
      }
    }
    SearchCommand search = new SearchCommand(session.selected());
    Predicate<SelectedFolder.Numbered> wanted = search.key(arguments);
    while (arguments.hasMore()) {
      wanted = wanted.and(search.key(arguments));
    }
    StringBuilder found = new StringBuilder("* SEARCH");
    for (SelectedFolder.Numbered numbered : session.selected().numbered()) {
      if (wanted.test(numbered)) {
        found.append(' ').append(uid ? numbered.mail().uid() : numbered.number());
      }
    }
    session.wire().write(found + "\r\n");
    return "OK SEARCH completed.";
  }

  private static boolean isWord(ImapToken token, String word) {
    return token instanceof ImapToken.Atom atom && atom.value().equalsIgnoreCase(word);
  }

  private Predicate<SelectedFolder.Numbered> key(ImapArguments arguments) {
    ImapToken token = arguments.take();
    if (token instanceof ImapToken.Many many) {
      ImapArguments inner = new ImapArguments(many.items());
      Predicate<SelectedFolder.Numbered> all = key(inner);
      while (inner.hasMore()) {
        all = all.and(key(inner));
      }
      return all;
    }
    String word = token.text().toUpperCase(Locale.ROOT);
    if (SequenceSet.looksLikeOne(word)) {
      return inSet(word, false);
    }
    return switch (word) {
      case "ALL", "OLD" -> numbered -> true;
      case "NEW", "RECENT" -> numbered -> false;
      case "SEEN" -> flag("\\Seen");
      case "UNSEEN" -> flag("\\Seen").negate();
      case "ANSWERED" -> flag("\\Answered");
      case "UNANSWERED" -> flag("\\Answered").negate();
      case "FLAGGED" -> flag("\\Flagged");
      case "UNFLAGGED" -> flag("\\Flagged").negate();
      case "DELETED" -> flag("\\Deleted");
      case "UNDELETED" -> flag("\\Deleted").negate();
      case "DRAFT" -> flag("\\Draft");
      case "UNDRAFT" -> flag("\\Draft").negate();
      case "NOT" -> key(arguments).negate();
      case "OR" -> key(arguments).or(key(arguments));
      case "UID" -> inSet(arguments.text(), true);
      case "LARGER" -> larger(arguments.text());
      case "SMALLER" -> smaller(arguments.text());
      case "FROM", "TO", "CC", "BCC", "SUBJECT" -> header(word, arguments.text());
      case "HEADER" -> header(arguments.text(), arguments.text());
      case "BODY", "TEXT" -> text(arguments.text());
      case "BEFORE" -> received(arguments.text(), LocalDate::isBefore);
      case "ON" -> received(arguments.text(), LocalDate::equals);
      case "SINCE" -> received(arguments.text(), (date, day) -> !date.isBefore(day));
      case "SENTBEFORE" -> sent(arguments.text(), LocalDate::isBefore);
      case "SENTON" -> sent(arguments.text(), LocalDate::equals);
      case "SENTSINCE" -> sent(arguments.text(), (date, day) -> !date.isBefore(day));
      default -> throw new BadCommand("Command Argument Error. 12");
    };
  }

  private Predicate<SelectedFolder.Numbered> inSet(String set, boolean uid) {
    Set<SelectedFolder.Numbered> members =
        Set.copyOf(new ArrayList<>(selected.find(SequenceSet.parse(set), uid)));
    return members::contains;
  }

  private static Predicate<SelectedFolder.Numbered> flag(String flag) {
    return numbered -> numbered.mail().has(flag);
  }

  private static Predicate<SelectedFolder.Numbered> larger(String size) {
    long limit = number(size);
    return numbered -> numbered.mail().content().size() > limit;
  }

  private static Predicate<SelectedFolder.Numbered> smaller(String size) {
    long limit = number(size);
    return numbered -> numbered.mail().content().size() < limit;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
  }

  private static Predicate<SelectedFolder.Numbered> header(String name, String value) {
    String wanted = value.toLowerCase(Locale.ROOT);
    return numbered -> {
      List<String> values = MailHeaders.of(numbered.mail().content().octets()).all(name);
      return values.stream().anyMatch(one -> decode(one).toLowerCase(Locale.ROOT).contains(wanted));
    };
  }

  private static String decode(String value) {
    try {
      return MimeUtility.decodeText(value);
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }

  private static Predicate<SelectedFolder.Numbered> text(String value) {
    String wanted = value.toLowerCase(Locale.ROOT);
    return numbered ->
        new String(numbered.mail().content().octets(), StandardCharsets.UTF_8)
            .toLowerCase(Locale.ROOT)
            .contains(wanted);
  }

  private static Predicate<SelectedFolder.Numbered> received(
      String day, BiPredicate<LocalDate, LocalDate> compare) {
    LocalDate wanted = date(day);
    return numbered -> compare.test(receivedOn(numbered.mail()), wanted);
  }

  private static LocalDate receivedOn(StoredMail mail) {
    return mail.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Predicate<SelectedFolder.Numbered> sent(
      String day, BiPredicate<LocalDate, LocalDate> compare) {
    LocalDate wanted = date(day);
    return numbered -> {
      String value = MailHeaders.of(numbered.mail().content().octets()).first("Date").orElse("");
      try {
        LocalDate date =
            new MailDateFormat().parse(value).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        return compare.test(date, wanted);
      } catch (ParseException e) {
        return compare.test(receivedOn(numbered.mail()), wanted);
      }
    };
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text, DATE);
    } catch (DateTimeException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
  }
}
