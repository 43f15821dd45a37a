package dev.mailbridge.mailparse.mime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what was wrong with a mail: each sort once, with the first example of it. */
public final class Defects {
  private static final int LONGEST_DETAIL = 200;
  private final Map<String, Defect> byCode = new LinkedHashMap<>(4);

  /**
   * @param code stable, such as {@code unknown-charset}
   */
  public record Defect(String code, String detail) {}

  public void add(String code, String detail) {
    if (!byCode.containsKey(code)) {
      byCode.put(code, new Defect(code, shorten(detail)));
    }
  }

  public Collection<Defect> all() {
    return byCode.values();
  }

  public boolean isEmpty() {
    return byCode.isEmpty();
  }

  private static String shorten(String detail) {
    String line = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    StringBuilder printable = null;
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        printable = printable == null ? new StringBuilder(line) : printable;
        printable.setCharAt(i, ' ');
      }
    }
    return printable == null ? line : printable.toString();
  }
}
