package dev.mailbridge.mailparse.report;

import com.ibm.icu.util.TimeZone;
import dev.mailbridge.mailparse.ParsedMail.Calendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** iCalendar (RFC 5545) as far as a help desk needs it: what, when, who asks. */
public final class CalendarReader {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final int MOST_LINES = 20_000;

  private final Map<String, ZoneOffset> zones = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private String method;
  private String uid;
  private String summary;
  private String organizer;
  private Line start;
  private Line end;
  private Duration duration;
  private String zone;
  private boolean eventSeen;

  private record Line(String name, Map<String, String> parameters, String value) {}

  private CalendarReader() {}

  /**
   * @param method the Content-Type's, null when it has none
   * @return null when the text is no calendar
   */
  public static Calendar read(String text, String method) {
    CalendarReader reader = new CalendarReader();
    reader.method = method;
    return reader.run(text);
  }

  private Calendar run(String calendar) {
    String text = calendar.replace("\r\n", "\n").replace('\r', ' ').replace("\0", "");
    StringBuilder line = new StringBuilder();
    int at = 0;
    int lines = 0;
    while (at < text.length() && lines++ < MOST_LINES) {
      int newline = text.indexOf('\n', at);
      int stop = newline < 0 ? text.length() : newline;
      char first = at < stop ? text.charAt(at) : 'x';
      if (first == ' ' || first == '\t') {
        line.append(text, at + 1, stop);
      } else {
        handle(line.toString());
        line.setLength(0);
        line.append(text, at, stop);
      }
      at = stop + 1;
    }
    handle(line.toString());
    if (!eventSeen && method == null) {
      return null;
    }
    Instant from = instant(start);
    Instant to = instant(end);
    if (to == null && from != null && duration != null) {
      to = from.plus(duration);
    }
    return new Calendar(
        method == null ? "PUBLISH" : method.toUpperCase(Locale.ROOT),
        uid,
        summary,
        from,
        to,
        organizer);
  }

  private void handle(String text) {
    int colon = valueStart(text);
    if (colon < 0) {
      return;
    }
    Line line = parse(text, colon);
    switch (line.name) {
      case "BEGIN" -> open.push(line.value.toUpperCase(Locale.ROOT));
      case "END" -> {
        if (!open.isEmpty()) {
          String ended = open.pop();
          eventSeen |= ended.equals("VEVENT") || ended.equals("VTODO");
        }
      }
      default -> property(line);
    }
  }

  private void property(Line line) {
    String component = open.isEmpty() ? "" : open.peek();
    switch (component) {
      case "VCALENDAR" -> {
        if (line.name.equals("METHOD") && method == null) {
          method = line.value.strip();
        }
      }
      case "VTIMEZONE" -> {
        if (line.name.equals("TZID")) {
          zone = line.value;
        }
      }
      case "STANDARD" -> {
        if (line.name.equals("TZOFFSETTO") && zone != null) {
          offset(line.value);
        }
      }
      case "VEVENT", "VTODO" -> {
        if (!eventSeen) {
          eventProperty(line);
        }
      }
      default -> {}
    }
  }

  private void eventProperty(Line line) {
    switch (line.name) {
      case "UID" -> uid = line.value;
      case "SUMMARY" -> summary = unescape(line.value);
      case "ORGANIZER" -> organizer = address(line.value);
      case "DTSTART" -> start = line;
      case "DTEND", "DUE" -> end = line;
      case "DURATION" -> {
        try {
          duration = Duration.parse(line.value.replace("W", "D"));
        } catch (DateTimeException e) {
          duration = null;
        }
      }
      default -> {}
    }
  }

  private void offset(String value) {
    try {
      zones.put(zone, ZoneOffset.of(value.strip()));
    } catch (DateTimeException e) {
      zones.remove(zone);
    }
  }

  private static String address(String value) {
    String address = value.strip();
    return address.regionMatches(true, 0, "mailto:", 0, 7) ? address.substring(7) : address;
  }

  /** The colon that ends name and parameters: not one inside quotes. */
  private static int valueStart(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ':' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static Line parse(String text, int colon) {
    String[] parts = text.substring(0, colon).split(";", 50);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).toUpperCase(Locale.ROOT),
            parts[i].substring(equals + 1).replace("\"", ""));
      }
    }
    return new Line(
        parts[0].strip().toUpperCase(Locale.ROOT), parameters, text.substring(colon + 1));
  }

  private Instant instant(Line line) {
    if (line == null) {
      return null;
    }
    String value = line.value.strip();
    try {
      if (value.length() == 8) {
        return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE)
            .atStartOfDay(zone(line.parameters.get("TZID")))
            .toInstant();
      }
      boolean utc = value.endsWith("Z");
      LocalDateTime local =
          LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, LOCAL);
      return local.atZone(utc ? ZoneOffset.UTC : zone(line.parameters.get("TZID"))).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** IANA's name, Windows' name, the offset that the calendar gives; UTC as the last resort. */
  private ZoneId zone(String name) {
    if (name == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String known = TimeZone.getIDForWindowsID(name, null);
      return known != null ? ZoneId.of(known) : zones.getOrDefault(name, ZoneOffset.UTC);
    }
  }

  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char next = value.charAt(++i);
        plain.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
