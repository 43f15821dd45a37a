package dev.mailbridge.mailparse.tnef;

import dev.mailbridge.mailparse.text.Charsets;
import dev.mailbridge.mailparse.tnef.LittleEndian.Truncated;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A list of MAPI properties (MS-OXTNEF section 2.1.3.4); only those that are asked for are kept.
 */
final class MapiProperties {
  static final int BODY = 0x1000;
  static final int RTF_COMPRESSED = 0x1009;
  static final int BODY_HTML = 0x1013;
  static final int DISPLAY_NAME = 0x3001;
  static final int ATTACH_DATA = 0x3701;
  static final int ATTACH_FILENAME = 0x3704;
  static final int ATTACH_LONG_FILENAME = 0x3707;
  static final int ATTACH_MIME_TAG = 0x370E;
  static final int ATTACH_CONTENT_ID = 0x3712;
  static final int INTERNET_CODE_PAGE = 0x3FDE;

  private static final int UNICODE = 0x1F;
  private static final int OBJECT = 0x0D;
  private static final int FIRST_NAMED = 0x8000;
  private static final int MULTIPLE = 0x1000;
  private static final int INTERFACE_ID = 16;

  /** Where a value lies. */
  record Value(int type, int from, int to) {}

  private final byte[] octets;
  private final Map<Integer, Value> values = new HashMap<>();

  private MapiProperties(byte[] octets) {
    this.octets = octets;
  }

  static MapiProperties read(byte[] octets, int from, int to) throws Truncated {
    MapiProperties properties = new MapiProperties(octets);
    LittleEndian in = new LittleEndian(octets, from, to);
    int count = in.i32();
    for (int i = 0; i < count && in.remaining() >= 4; i++) {
      properties.readOne(in);
    }
    return properties;
  }

  private void readOne(LittleEndian in) throws Truncated {
    int type = in.u16();
    int id = in.u16();
    if (id >= FIRST_NAMED) {
      in.skip(16);
      if (in.i32() == 0) {
        in.skip(4);
      } else {
        in.skip(padded(in.length()));
      }
    }
    int single = type & ~MULTIPLE;
    boolean variable = single == 0x1E || single == UNICODE || single == OBJECT || single == 0x102;
    int count = variable || single != type ? in.i32() : 1;
    for (int i = 0; i < count; i++) {
      int length = variable ? in.length() : fixedLength(single);
      int start = in.skip(length);
      in.skip(Math.min(padded(length) - length, in.remaining()));
      values.putIfAbsent(id, new Value(single, start, start + length));
    }
  }

  private static int padded(int length) {
    return length + 3 & ~3;
  }

  private static int fixedLength(int type) throws Truncated {
    return switch (type) {
      case 0x01, 0x02, 0x03, 0x04, 0x0A, 0x0B -> 4;
      case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
      case 0x48 -> 16;
      default -> throw new Truncated(); // its length is unknown, so what follows is too
    };
  }

  /** An attached message rather than a file. */
  boolean isObject(int id) {
    Value value = values.get(id);
    return value != null && value.type == OBJECT;
  }

  /** The value's range, null when absent; an object's without its interface id. */
  Value range(int id) {
    Value value = values.get(id);
    if (value != null && value.type == OBJECT && value.to - value.from >= INTERFACE_ID) {
      return new Value(value.type, value.from + INTERFACE_ID, value.to);
    }
    return value;
  }

  /** A string, null when absent or empty. */
  String text(int id, Charset charset) {
    Value value = values.get(id);
    if (value == null) {
      return null;
    }
    byte[] bytes = java.util.Arrays.copyOfRange(octets, value.from, value.to);
    String text =
        value.type == UNICODE
            ? new String(bytes, StandardCharsets.UTF_16LE)
            : Charsets.decodeShort(bytes, charset);
    int nul = text.indexOf('\0');
    text = nul < 0 ? text : text.substring(0, nul);
    return text.isEmpty() ? null : text;
  }

  Integer number(int id) {
    Value value = values.get(id);
    if (value == null || value.to - value.from != 4) {
      return null;
    }
    try {
      return new LittleEndian(octets, value.from, value.to).i32();
    } catch (Truncated e) {
      return null;
    }
  }
}
