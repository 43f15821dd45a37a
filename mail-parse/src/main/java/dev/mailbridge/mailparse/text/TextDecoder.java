package dev.mailbridge.mailparse.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.mailbridge.mailparse.mime.Defects;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

/**
 * The text of a body part: by the declared charset where the octets agree with it, else strict
 * UTF-8, else what the octets look like, else windows-1252.
 */
public final class TextDecoder {
  private static final int SAMPLE = 8 << 10;

  /** The detector's percentage from which it is believed. */
  private static final int CONFIDENT = 45;

  /** Fewer octets above 127 than that are too few for statistics. */
  private static final int ENOUGH = 24;

  private TextDecoder() {}

  public static String decode(byte[] octets, String label, boolean detect, Defects defects) {
    Charset marked = byteOrderMark(octets);
    if (marked != null) {
      return new String(octets, marked).substring(1);
    }
    Charset declared = Charsets.lookup(label);
    if (declared == null && Charsets.isUnknown(label)) {
      defects.add("unknown-charset", label);
    }
    boolean ascii = Charsets.isAscii(octets);
    if (ascii && (declared == null || Charsets.isAsciiBased(declared))) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
    if (declared != null) {
      String text = asDeclared(octets, declared, defects);
      if (text != null) {
        return text;
      }
    }
    return undeclared(octets, declared, label, detect, defects);
  }

  private static String asDeclared(byte[] octets, Charset declared, Defects defects) {
    if (isWestern(declared)) {
      // Valid UTF-8 with octets above 127 is never Western text by chance
      String utf8 = Charsets.decodeStrictly(octets, StandardCharsets.UTF_8);
      if (utf8 != null) {
        defects.add("misdeclared-charset", declared + " is UTF-8");
        return utf8;
      }
      return new String(octets, declared);
    }
    return Charsets.decodeStrictly(octets, declared);
  }

  private static boolean isWestern(Charset charset) {
    String name = charset.name();
    return name.equals("windows-1252") || name.equals("ISO-8859-15");
  }

  private static String undeclared(
      byte[] octets, Charset declared, String label, boolean detect, Defects defects) {
    String escaped = Iso2022.decode(octets);
    if (escaped != null) {
      defects.add("undeclared-charset", "ISO-2022");
      return escaped;
    }
    if (Charsets.isAscii(octets)) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
    String utf8 = Charsets.decodeStrictly(octets, StandardCharsets.UTF_8);
    String code = declared == null ? "undeclared-charset" : "misdeclared-charset";
    if (utf8 != null) {
      if (label == null || declared != null) {
        defects.add(code, (label == null ? "none" : label) + " is UTF-8");
      }
      return utf8;
    }
    Charset guess = detect ? guess(octets) : null;
    if (guess == null && declared != null) {
      // Mostly what it claims to be: a few broken characters don't change the rest
      defects.add("invalid-characters", "not valid in " + declared);
      return new String(octets, declared);
    }
    Charset charset = guess == null ? Charsets.WINDOWS_1252 : guess;
    defects.add(code, (label == null ? "none" : label) + " is read as " + charset);
    return new String(octets, charset);
  }

  private static Charset guess(byte[] octets) {
    byte[] sample = octets.length > SAMPLE ? densest(octets) : octets;
    int high = 0;
    for (byte octet : sample) {
      high += octet < 0 ? 1 : 0;
    }
    if (high < ENOUGH) {
      return null;
    }
    CharsetMatch match = new CharsetDetector().setText(sample).detect();
    if (match == null || match.getConfidence() < CONFIDENT) {
      return null;
    }
    Charset charset = charset(match.getName());
    return charset == null || charset.equals(StandardCharsets.UTF_8) ? null : charset;
  }

  /** The stretch from the first octet above 127 on. */
  private static byte[] densest(byte[] octets) {
    int first = 0;
    while (first < octets.length && octets[first] >= 0) {
      first++;
    }
    return Arrays.copyOfRange(octets, first, Math.min(octets.length, first + SAMPLE));
  }

  private static Charset charset(String name) {
    try {
      Charset superset = Charsets.lookup(name);
      return superset == null ? Charset.forName(name) : superset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static Charset byteOrderMark(byte[] octets) {
    if (octets.length >= 3
        && octets[0] == (byte) 0xEF
        && octets[1] == (byte) 0xBB
        && octets[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (octets.length >= 2 && octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (octets.length >= 2 && octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }
}
