package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.local.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for each secret of a run, as it is and in the encodings that secrets travel in, where it
 * must not be: logs, Kafka's and PostgreSQL's files, the content store.
 */
final class SecretsHunt {
  private static final String CLIENT_SECRET = "simulator-client-secret-000";

  private final List<Path> places;
  private final Map<String, Set<String>> wanted = new LinkedHashMap<>();

  /**
   * @param secrets by a name that may be shown
   */
  SecretsHunt(List<Path> places, Map<String, String> secrets) {
    this.places = places;
    secrets.forEach((name, secret) -> wanted.put(name, shapes(secret)));
  }

  static SecretsHunt of(LocalStack stack) throws IOException {
    var folder = stack.settings().folder();
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("client secret", CLIENT_SECRET);
    secrets.put("administrator's password", read(folder.administratorPassword()));
    secrets.put("operator key", read(folder.operatorKey()));
    try (Stream<Path> keys = Files.list(folder.keys())) {
      for (Path key : keys.toList()) {
        secrets.put("key of " + key.getFileName(), read(key));
      }
    }
    return new SecretsHunt(
        List.of(
            folder.log("kafka").getParent(), folder.kafka(), folder.postgresql(), folder.content()),
        secrets);
  }

  /** Which secret lies where. */
  List<String> search() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          found.addAll(search(file));
        }
      }
    }
    return found;
  }

  private List<String> search(Path file) throws IOException {
    String content;
    try {
      content = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return List.of();
    }
    return wanted.entrySet().stream()
        .filter(secret -> secret.getValue().stream().anyMatch(content::contains))
        .map(secret -> "%s in %s".formatted(secret.getKey(), file))
        .toList();
  }

  /** As it is, in hex, and in base64 wherever it stands within the encoded text. */
  static Set<String> shapes(String secret) {
    byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> shapes = new LinkedHashSet<>();
    // Files are read as octets.
    shapes.add(new String(octets, StandardCharsets.ISO_8859_1));
    shapes.add(HexFormat.of().formatHex(octets));
    shapes.add(HexFormat.of().withUpperCase().formatHex(octets));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + octets.length];
      System.arraycopy(octets, 0, shifted, shift, octets.length);
      // The outer characters depend on the neighbours.
      int from = shift == 0 ? 0 : 4;
      int to = shifted.length / 3 * 4;
      shapes.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
      shapes.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
    }
    return shapes;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
