package dev.mailbridge.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What is in an image, in CycloneDX 1.6: the libraries that the packaged service lists itself, each
 * with the SHA-256 of the very file that goes into the image.
 */
final class BillOfMaterials {
  private final ObjectMapper json =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  byte[] of(PackagedService service, String version) throws IOException {
    List<String> dependencies =
        Files.readAllLines(service.folder().resolve("quarkus-app-dependencies.txt")).stream()
            .filter(line -> !line.isBlank())
            .sorted()
            .toList();
    ObjectNode bom = json.createObjectNode();
    bom.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    // Made from the content: the same image has the same bill.
    bom.put(
        "serialNumber",
        "urn:uuid:"
            + UUID.nameUUIDFromBytes(
                (service.name() + version + dependencies).getBytes(StandardCharsets.UTF_8)));
    bom.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", "service")
        .put("group", "dev.mailbridge")
        .put("name", service.name())
        .put("version", version);
    ArrayNode components = bom.putArray("components");
    List<Path> jars = service.files("lib");
    for (String dependency : dependencies) {
      add(components, dependency, jars);
    }
    return json.writeValueAsBytes(bom);
  }

  /** A line is {@code group:artifact:classifier:type:version}, the classifier possibly empty. */
  private static void add(ArrayNode components, String dependency, List<Path> jars)
      throws IOException {
    String[] parts = dependency.split(":", -1);
    if (parts.length != 5) {
      throw new IOException("Not a dependency as Quarkus lists them: " + dependency);
    }
    String classifier = parts[2].isEmpty() ? "" : "-" + parts[2];
    String file = parts[0] + "." + parts[1] + "-" + parts[4] + classifier + "." + parts[3];
    String purl =
        "pkg:maven/%s/%s@%s?%stype=%s"
            .formatted(
                parts[0],
                parts[1],
                parts[4],
                parts[2].isEmpty() ? "" : "classifier=" + parts[2] + "&",
                parts[3]);
    ObjectNode component =
        components
            .addObject()
            .put("type", "library")
            .put("bom-ref", purl)
            .put("group", parts[0])
            .put("name", parts[1])
            .put("version", parts[4])
            .put("purl", purl);
    for (Path jar : jars) {
      if (jar.getFileName().toString().equals(file)) {
        component
            .putArray("hashes")
            .addObject()
            .put("alg", "SHA-256")
            .put("content", sha256(Files.readAllBytes(jar)));
      }
    }
  }

  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
