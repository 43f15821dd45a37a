package dev.mailbridge.mailparse.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The Date header (RFC 5322 section 3.3 with the obsolete zones of 4.3), in the orders and with the
 * separators that senders use. A day that doesn't exist is no date.
 */
public final class MailDate {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("ut", 0),
          Map.entry("utc", 0),
          Map.entry("gmt", 0),
          Map.entry("z", 0),
          Map.entry("est", -5),
          Map.entry("edt", -4),
          Map.entry("cst", -6),
          Map.entry("cdt", -5),
          Map.entry("mst", -7),
          Map.entry("mdt", -6),
          Map.entry("pst", -8),
          Map.entry("pdt", -7),
          Map.entry("cet", 1),
          Map.entry("cest", 2),
          Map.entry("mez", 1),
          Map.entry("mesz", 2),
          Map.entry("bst", 1),
          Map.entry("jst", 9));

  /** Mail is younger; an earlier year is a device without a clock. */
  private static final int FIRST_YEAR = 1971;

  private static final int MOST_TOKENS = 12;

  private MailDate() {}

  /** The instant, or null when the text is no date. */
  public static Instant parse(String text) {
    try {
      List<String> tokens = tokens(text);
      if (!tokens.isEmpty()
          && tokens.getFirst().length() >= 10
          && tokens.getFirst().charAt(4) == '-') {
        return iso(text.strip());
      }
      return read(tokens);
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static Instant iso(String text) {
    int blank = text.indexOf(' ');
    String iso =
        blank == 10 ? text.substring(0, 10) + "T" + text.substring(11).replace(" ", "") : text;
    return sane(OffsetDateTime.parse(iso));
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length() && tokens.size() < MOST_TOKENS) {
      char c = text.charAt(at);
      if (c == '(') {
        int close = text.indexOf(')', at);
        at = close < 0 ? text.length() : close + 1;
      } else if (c <= ' ' || c == ',') {
        at++;
      } else {
        int start = at;
        while (at < text.length()
            && text.charAt(at) > ' '
            && text.charAt(at) != ','
            && text.charAt(at) != '(') {
          at++;
        }
        tokens.add(text.substring(start, at));
      }
    }
    return tokens;
  }

  private static Instant read(List<String> tokens) {
    int at = 0;
    if (!Character.isDigit(tokens.get(at).charAt(0)) && month(tokens.get(at)) < 0) {
      at++; // the day's name
    }
    String first = tokens.get(at++);
    int day;
    int month;
    int year;
    String time;
    if (month(first) > 0) {
      // Tue Mar 3 09:00:00 2026
      month = month(first);
      day = number(tokens.get(at++));
      if (tokens.get(at).indexOf(':') > 0) {
        time = tokens.get(at++);
        year = number(tokens.get(at).length() == 4 ? tokens.get(at++) : tokens.get(at + 1));
      } else {
        year = number(tokens.get(at++));
        time = tokens.get(at++);
      }
    } else if (first.indexOf('-') > 0) {
      String[] parts = first.split("-", 4);
      day = number(parts[0]);
      month = month(parts[1]);
      year = number(parts[2]);
      time = tokens.get(at++);
    } else {
      day = number(first);
      month = month(tokens.get(at++));
      year = number(tokens.get(at++));
      time = tokens.get(at++);
    }
    LocalDateTime local = LocalDateTime.of(year(year), month, day, 0, 0).plus(timeOfDay(time));
    ZoneOffset zone = at < tokens.size() ? zone(tokens.get(at)) : ZoneOffset.UTC;
    return sane(local.atOffset(zone));
  }

  private static Instant sane(OffsetDateTime date) {
    return date.getYear() < FIRST_YEAR ? null : date.toInstant();
  }

  private static java.time.Duration timeOfDay(String time) {
    String[] parts = (time.indexOf(':') < 0 ? time.replace('.', ':') : time).split(":", 4);
    int hour = number(parts[0]);
    int minute = number(parts[1]);
    String seconds = parts.length > 2 ? parts[2] : "0";
    int fraction = seconds.indexOf('.');
    int second = number(fraction < 0 ? seconds : seconds.substring(0, fraction));
    if (hour > 23 || minute > 59 || second > 60) {
      throw new DateTimeException("no time of day");
    }
    return java.time.Duration.ofSeconds(hour * 3600L + minute * 60L + Math.min(second, 59));
  }

  private static int year(int year) {
    if (year < 50) {
      return 2000 + year;
    }
    return year < 1000 ? 1900 + year : year;
  }

  private static int month(String name) {
    if (name.length() < 3) {
      return -1;
    }
    int month = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    return month < 0 ? -1 : month + 1;
  }

  private static int number(String digits) {
    if (digits.isEmpty()
        || digits.length() > 4
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new NumberFormatException("no number");
    }
    return Integer.parseInt(digits);
  }

  private static ZoneOffset zone(String zone) {
    char sign = zone.charAt(0);
    if (sign == '+' || sign == '-') {
      String digits = zone.substring(1).replace(":", "");
      if (digits.length() < 4) {
        return ZoneOffset.UTC;
      }
      int hours = number(digits.substring(0, 2));
      int minutes = number(digits.substring(2, 4));
      if (hours > 18 || minutes > 59) {
        throw new DateTimeException("no zone");
      }
      int seconds = hours * 3600 + minutes * 60;
      return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }
    return ZoneOffset.ofHours(ZONES.getOrDefault(zone.toLowerCase(Locale.ROOT), 0));
  }
}
