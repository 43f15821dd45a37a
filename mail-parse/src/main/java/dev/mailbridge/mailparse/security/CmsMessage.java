package dev.mailbridge.mailparse.security;

/**
 * The outer form of a CMS message (RFC 5652) in BER: what it is and, when it is signed, what was
 * signed. Signatures aren't verified.
 */
public final class CmsMessage {
  /** What a CMS message may be. */
  public enum Type {
    SIGNED,
    ENVELOPED,
    OTHER
  }

  // 1.2.840.113549.1.7.x and 1.2.840.113549.1.9.16.1.23
  private static final byte[] PKCS7 = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 7};
  private static final int SEQUENCE = 0x30;
  private static final int OBJECT_ID = 0x06;
  private static final int OCTETS = 0x04;
  private static final int CONSTRUCTED_OCTETS = 0x24;
  private static final int EXPLICIT = 0xA0;
  private static final int DEEPEST = 16;

  private final byte[] octets;
  private int at;
  private int tag;
  private int length;
  private int contentStart;
  private int contentEnd;

  /**
   * What was found.
   *
   * @param from where in the octets that were given the signed content lies now: its pieces are
   *     moved together in place, so that a big mail isn't held twice
   * @param to equal to {@code from} when there is none
   */
  public record Opened(Type type, int from, int to) {
    public boolean hasContent() {
      return to > from;
    }
  }

  private CmsMessage(byte[] octets) {
    this.octets = octets;
  }

  /** Reads the message; {@code octets} are changed. */
  public static Opened open(byte[] octets) {
    try {
      return new CmsMessage(octets).read();
    } catch (IndexOutOfBoundsException e) {
      return new Opened(Type.OTHER, 0, 0);
    }
  }

  private Opened read() {
    if (!enter(SEQUENCE) || !next() || tag != OBJECT_ID) {
      return new Opened(Type.OTHER, 0, 0);
    }
    Type type = type();
    at += length;
    if (type != Type.SIGNED || !enter(EXPLICIT) || !enter(SEQUENCE)) {
      return new Opened(type, 0, 0);
    }
    skip(); // version
    skip(); // digest algorithms
    if (!enter(SEQUENCE)) {
      return new Opened(type, 0, 0);
    }
    skip(); // content type
    if (!enter(EXPLICIT)) {
      return new Opened(type, 0, 0);
    }
    contentStart = at;
    contentEnd = at;
    return collect(DEEPEST) ? new Opened(type, contentStart, contentEnd) : new Opened(type, 0, 0);
  }

  private Type type() {
    boolean pkcs7 = length == 9;
    for (int i = 0; pkcs7 && i < PKCS7.length; i++) {
      pkcs7 = octets[at + i] == PKCS7[i];
    }
    if (pkcs7) {
      return switch (octets[at + 8]) {
        case 2 -> Type.SIGNED;
        case 3 -> Type.ENVELOPED;
        default -> Type.OTHER;
      };
    }
    return length == 11 && octets[at + 10] == 23 ? Type.ENVELOPED : Type.OTHER;
  }

  private boolean collect(int deepest) {
    if (deepest == 0 || !next()) {
      return false;
    }
    if (tag == OCTETS && length >= 0) {
      int size = Math.min(length, octets.length - at);
      System.arraycopy(octets, at, octets, contentEnd, size);
      contentEnd += size;
      at += size;
      return true;
    }
    if (tag != CONSTRUCTED_OCTETS) {
      return false;
    }
    int end = length < 0 ? Integer.MAX_VALUE : at + length;
    while (at < end && at < octets.length && !(octets[at] == 0 && end == Integer.MAX_VALUE)) {
      if (!collect(deepest - 1)) {
        return contentEnd > contentStart;
      }
    }
    return true;
  }

  private boolean enter(int wanted) {
    return next() && tag == wanted;
  }

  private void skip() {
    if (next() && length >= 0) {
      at += Math.min(length, octets.length - at);
    }
  }

  /** Reads a tag and a length; the length is -1 when it is indefinite. */
  private boolean next() {
    if (at + 2 > octets.length) {
      return false;
    }
    tag = octets[at++] & 0xFF;
    int first = octets[at++] & 0xFF;
    if (first < 0x80) {
      length = first;
    } else if (first == 0x80) {
      length = -1;
    } else {
      length = 0;
      for (int i = first & 0x7F; i > 0; i--) {
        length = length << 8 | octets[at++] & 0xFF;
      }
      if (length < 0) {
        length = octets.length - at;
      }
    }
    return true;
  }
}
