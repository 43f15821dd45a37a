package dev.mailbridge.stack.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Secrets in all the shapes that they travel in, searched for in one pass over a file of any size.
 */
final class Needles {
  private static final int CHUNK = 4 << 20;
  // Shorter than this nothing is a secret.
  private static final int KEY = 4;

  private record Needle(String name, byte[] octets) {}

  private final Map<Integer, List<Needle>> byStart = new HashMap<>();
  private final BitSet starts = new BitSet(1 << 16);
  private int longest;

  /**
   * @param secrets by a name that may be shown
   */
  Needles(Map<String, String> secrets) {
    secrets.forEach((name, secret) -> shapes(secret).forEach(shape -> add(name, shape)));
  }

  /** The names of the secrets that are in the file; none when it is gone. */
  Set<String> in(Path file) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.readNBytes(window, kept, CHUNK);
          read > 0;
          read = in.readNBytes(window, kept, CHUNK)) {
        int length = kept + read;
        search(window, length, found);
        // What ends behind the window begins again with the next one.
        kept = Math.min(longest, length);
        System.arraycopy(window, length - kept, window, 0, kept);
      }
    } catch (NoSuchFileException gone) {
      return found;
    }
    return found;
  }

  private void search(byte[] window, int length, Set<String> found) {
    for (int at = 0; at + KEY <= length; at++) {
      if (starts.get(twoOctets(window, at))) {
        for (Needle needle : byStart.getOrDefault(fourOctets(window, at), List.of())) {
          int end = at + needle.octets().length;
          if (end <= length
              && Arrays.equals(window, at, end, needle.octets(), 0, needle.octets().length)) {
            found.add(needle.name());
          }
        }
      }
    }
  }

  private void add(String name, byte[] octets) {
    starts.set(twoOctets(octets, 0));
    byStart
        .computeIfAbsent(fourOctets(octets, 0), key -> new ArrayList<>())
        .add(new Needle(name, octets));
    longest = Math.max(longest, octets.length);
  }

  /** As it is, as UTF-16, in hex, and in base64 wherever it stands within the encoded text. */
  private static List<byte[]> shapes(String secret) {
    byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
    if (octets.length < 2 * KEY) {
      throw new IllegalArgumentException("too short to be searched for");
    }
    Set<String> texts = new LinkedHashSet<>();
    texts.add(HexFormat.of().formatHex(octets));
    texts.add(HexFormat.of().withUpperCase().formatHex(octets));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + octets.length];
      System.arraycopy(octets, 0, shifted, shift, octets.length);
      // The outer characters depend on the neighbours.
      int from = shift == 0 ? 0 : 4;
      int to = shifted.length / 3 * 4;
      texts.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
      texts.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
    }
    List<byte[]> shapes = new ArrayList<>();
    shapes.add(octets);
    shapes.add(secret.getBytes(StandardCharsets.UTF_16LE));
    texts.forEach(text -> shapes.add(text.getBytes(StandardCharsets.US_ASCII)));
    return shapes;
  }

  private static int twoOctets(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
  }

  private static int fourOctets(byte[] octets, int at) {
    return twoOctets(octets, at) << 16 | twoOctets(octets, at + 2);
  }
}
