package dev.mailbridge.mailparse.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Charsets by the labels that mails carry: the JVM's names and aliases without regard to case and
 * punctuation, the mail world's own, and for each the superset that senders really use.
 */
public final class Charsets {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int LONGEST_LABEL = 64;
  private static final int CACHED = 512;

  /**
   * Labels that the JVM doesn't know, and those that stand for a superset. Keys as made by key().
   */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("iso88591", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso88599", "windows-1254"),
          Map.entry("latin5", "windows-1254"),
          Map.entry("iso885911", "x-windows-874"),
          Map.entry("tis620", "x-windows-874"),
          Map.entry("windows874", "x-windows-874"),
          Map.entry("cp874", "x-windows-874"),
          Map.entry("iso88598i", "windows-1255"),
          Map.entry("iso88598e", "windows-1255"),
          Map.entry("iso88598", "windows-1255"),
          Map.entry("iso88596i", "ISO-8859-6"),
          Map.entry("iso88596e", "ISO-8859-6"),
          Map.entry("ksc56011987", "x-windows-949"),
          Map.entry("ksc56011989", "x-windows-949"),
          Map.entry("ksc5601", "x-windows-949"),
          Map.entry("euckr", "x-windows-949"),
          Map.entry("korean", "x-windows-949"),
          Map.entry("cp949", "x-windows-949"),
          Map.entry("uhc", "x-windows-949"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gb231280", "GB18030"),
          Map.entry("euccn", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("xgbk", "GB18030"),
          Map.entry("cp936", "GB18030"),
          Map.entry("ms936", "GB18030"),
          Map.entry("windows936", "GB18030"),
          Map.entry("chinese", "GB18030"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("big5tw", "Big5-HKSCS"),
          Map.entry("eucgb2312cn", "GB18030"),
          Map.entry("cnbig5", "Big5-HKSCS"),
          Map.entry("xxbig5", "Big5-HKSCS"),
          Map.entry("cp950", "x-windows-950"),
          Map.entry("shiftjis", "windows-31j"),
          Map.entry("xsjis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("cp932", "windows-31j"),
          Map.entry("iso2022jp", "x-windows-iso2022jp"),
          Map.entry("csiso2022jp", "x-windows-iso2022jp"),
          Map.entry("unicode11utf8", "UTF-8"),
          Map.entry("utf8mb4", "UTF-8"),
          Map.entry("utf", "UTF-8"),
          Map.entry("xunicode20utf8", "UTF-8"),
          Map.entry("macintosh", "x-MacRoman"),
          Map.entry("mac", "x-MacRoman"),
          Map.entry("xmacce", "x-MacCentralEurope"),
          Map.entry("xmaccyrillic", "x-MacCyrillic"),
          Map.entry("xmacgreek", "x-MacGreek"),
          Map.entry("xmacturkish", "x-MacTurkish"),
          Map.entry("visii", "windows-1258"),
          Map.entry("viscii", "windows-1258"));

  private static final Map<String, Charset> KNOWN = jvm();
  private static final Map<String, Charset> CACHE = new ConcurrentHashMap<>();

  /** In the cache for labels that mean nothing. */
  private static final Charset NONE = UnknownCharset.INSTANCE;

  private Charsets() {}

  private static Map<String, Charset> jvm() {
    Map<String, Charset> known = new HashMap<>();
    for (Charset charset : Charset.availableCharsets().values()) {
      charset.aliases().forEach(alias -> known.putIfAbsent(key(alias), charset));
    }
    for (Charset charset : Charset.availableCharsets().values()) {
      known.put(key(charset.name()), charset);
    }
    known.put(key("utf-7"), Utf7.INSTANCE);
    known.put("unicode11utf7", Utf7.INSTANCE);
    known.put("unicode20utf7", Utf7.INSTANCE);
    known.put("hzgb2312", HzGb2312.INSTANCE);
    ALIASES.forEach((label, name) -> known.put(label, Charset.forName(name)));
    return Map.copyOf(known);
  }

  /**
   * The charset that a label means; null when it means none ({@code unknown-8bit}, {@code x-nope}),
   * and for US-ASCII, which tells nothing about octets above 127.
   */
  public static Charset lookup(String label) {
    if (label == null || label.isEmpty() || label.length() > LONGEST_LABEL) {
      return null;
    }
    if (label.equalsIgnoreCase("utf-8")) {
      return StandardCharsets.UTF_8;
    }
    Charset cached = CACHE.get(label);
    if (cached == null) {
      cached = find(label);
      if (CACHE.size() < CACHED) {
        CACHE.put(label, cached);
      }
    }
    return cached == NONE ? null : cached;
  }

  /** Whether a label says something that isn't understood, so that the mail has a defect. */
  public static boolean isUnknown(String label) {
    return label != null && !label.isBlank() && lookup(label) == null && !isAscii(label);
  }

  private static boolean isAscii(String label) {
    return switch (key(label)) {
      case "usascii", "ascii", "ansix341968", "ansix34", "iso646us", "646", "7bit", "us" -> true;
      default -> false;
    };
  }

  private static Charset find(String label) {
    if (isAscii(label)) {
      return NONE;
    }
    Charset found = KNOWN.get(key(label));
    if (found == null) {
      // Locale names of Unix systems: en_US.iso885915
      int dot = label.lastIndexOf('.');
      found = dot < 0 ? null : KNOWN.get(key(label.substring(dot + 1)));
    }
    if (found == null) {
      found = codePage(key(label));
    }
    return found == null || found.equals(StandardCharsets.US_ASCII) ? NONE : found;
  }

  /** {@code cp-1250}, {@code x-cp1250}, {@code win1250}, {@code ansi-1250}, {@code 1250}. */
  private static Charset codePage(String key) {
    int digits = key.length();
    while (digits > 0 && Character.isDigit(key.charAt(digits - 1))) {
      digits--;
    }
    String number = key.substring(digits);
    if (number.length() < 3 || number.length() > 5) {
      return null;
    }
    Charset charset = KNOWN.get("windows" + number);
    charset = charset == null ? KNOWN.get("cp" + number) : charset;
    return charset == null ? KNOWN.get("ibm" + number) : charset;
  }

  private static String key(String label) {
    StringBuilder key = new StringBuilder(label.length());
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c < 0x80 && Character.isLetterOrDigit(c)) {
        key.append(c);
      }
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Text of a header or a parameter: by its charset, or strict UTF-8 and then windows-1252.
   *
   * @param charset null when unknown
   */
  public static String decodeShort(byte[] octets, Charset charset) {
    if (isAscii(octets) && (charset == null || isAsciiBased(charset))) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      String text = decodeStrictly(octets, charset);
      if (text != null) {
        return text;
      }
    }
    String escaped = charset == null ? Iso2022.decode(octets) : null;
    if (escaped != null) {
      return escaped;
    }
    String utf8 = decodeStrictly(octets, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    // A word in UTF-8 that was cut for good is better read as UTF-8 with one hole
    return new String(octets, charset == null ? WINDOWS_1252 : charset);
  }

  /** Whether plain ASCII octets mean ASCII in it. */
  static boolean isAsciiBased(Charset charset) {
    String name = charset.name();
    return !(name.startsWith("UTF-16")
        || name.startsWith("UTF-32")
        || name.startsWith("UTF-7")
        || name.startsWith("HZ")
        || name.startsWith("ISO-2022")
        || name.startsWith("x-windows-iso2022")
        || name.startsWith("x-UTF")
        || name.startsWith("X-UTF")
        || name.startsWith("x-ISO-2022")
        || name.startsWith("IBM")
        || name.startsWith("x-IBM"));
  }

  static boolean isAscii(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0 || octet == 0x1B) {
        return false;
      }
    }
    return true;
  }

  /** The text, or null when the octets aren't valid in the charset. */
  static String decodeStrictly(byte[] octets, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      String text = new String(octets, StandardCharsets.UTF_8);
      if (text.indexOf('\uFFFD') < 0) {
        return text; // many times quicker than a decoder that reports
      }
    }
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(octets));
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
