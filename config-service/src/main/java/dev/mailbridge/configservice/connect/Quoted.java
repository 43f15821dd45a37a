package dev.mailbridge.configservice.connect;

/** Values of an administrator as literals of a script: nothing in them is ever run. */
final class Quoted {
  private Quoted() {}

  /** POSIX shell: within single quotes all is literal but the quote itself. */
  static String shell(String value) {
    return "'" + oneLine(value).replace("'", "'\\''") + "'";
  }

  /**
   * PowerShell: as in the shell, but a quote is doubled, and the typographic ones (U+2018 to
   * U+201B) end a string too (about_Quoting_Rules).
   */
  static String powerShell(String value) {
    return "'" + oneLine(value).replaceAll("(['\u2018-\u201B])", "$1$1") + "'";
  }

  /** A script is pasted line by line. */
  private static String oneLine(String value) {
    return value.replaceAll("[\\p{Cntrl}\u2028\u2029]", "");
  }
}
