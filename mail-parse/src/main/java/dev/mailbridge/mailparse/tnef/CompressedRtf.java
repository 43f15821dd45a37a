package dev.mailbridge.mailparse.tnef;

import dev.mailbridge.mailparse.tnef.LittleEndian.Truncated;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** RTF as Outlook compresses it (MS-OXRTFCP). */
final class CompressedRtf {
  private static final int COMPRESSED = 0x75465A4C;
  private static final int UNCOMPRESSED = 0x414C454D;
  private static final int DICTIONARY = 4096;
  private static final byte[] PRELOAD =
      ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
              + "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0"
              + "\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
          .getBytes(StandardCharsets.US_ASCII);

  private CompressedRtf() {}

  /** The RTF, as far as it goes and at most {@code most} octets; null when it is none. */
  static byte[] decompress(byte[] octets, int from, int to, long most) {
    LittleEndian in = new LittleEndian(octets, from, to);
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min((to - from) * 2 + 64, 1 << 20));
    try {
      in.i32(); // the size, which truncation makes a lie
      in.i32();
      int form = in.i32();
      in.i32(); // CRC
      if (form == UNCOMPRESSED) {
        return in.bytes((int) Math.min(in.remaining(), most));
      }
      if (form != COMPRESSED) {
        return null;
      }
      unpack(in, out, most);
    } catch (Truncated e) {
      return out.size() == 0 ? null : out.toByteArray();
    }
    return out.toByteArray();
  }

  private static void unpack(LittleEndian in, ByteArrayOutputStream out, long most)
      throws Truncated {
    byte[] dictionary = new byte[DICTIONARY];
    System.arraycopy(PRELOAD, 0, dictionary, 0, PRELOAD.length);
    int write = PRELOAD.length;
    while (out.size() < most) {
      int control = in.u8();
      for (int bit = 0; bit < 8; bit++) {
        if ((control >> bit & 1) == 0) {
          int literal = in.u8();
          out.write(literal);
          dictionary[write] = (byte) literal;
          write = write + 1 & DICTIONARY - 1;
          continue;
        }
        int reference = in.u8() << 8 | in.u8();
        int offset = reference >> 4;
        int length = (reference & 15) + 2;
        if (offset == write) {
          return;
        }
        for (int i = 0; i < length; i++) {
          byte octet = dictionary[offset + i & DICTIONARY - 1];
          out.write(octet);
          dictionary[write] = octet;
          write = write + 1 & DICTIONARY - 1;
        }
      }
    }
  }
}
