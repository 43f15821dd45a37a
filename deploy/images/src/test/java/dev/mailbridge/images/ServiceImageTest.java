package dev.mailbridge.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.JibContainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each service's image as a tar on an empty base: no registry is needed for that. */
class ServiceImageTest {
  static final List<String> SERVICES = PackagedService.NAMES;
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("SERVICES")
  void shouldHoldTheServiceAndNothingElse(String service) throws Exception {
    // Given
    Path app = packaged(service);

    // When
    build(service, app, folder.resolve("image.tar"));

    // Then
    Map<String, byte[]> image = untar(Files.readAllBytes(folder.resolve("image.tar")));
    JsonNode config = config(image).path("config");
    assertThat(config.path("User").asText()).isEqualTo("1001:1001");
    assertThat(config.path("WorkingDir").asText()).isEqualTo("/deployments");
    assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("java");
    assertThat(config.path("Entrypoint").valueStream().toList().getLast().asText())
        .isEqualTo("quarkus-run.jar");
    assertThat(config.path("ExposedPorts")).hasSize(1);
    Map<String, TarArchiveEntry> files = files(image);
    assertThat(files.keySet())
        .contains("deployments/quarkus-run.jar", "deployments/sbom/" + service + ".cdx.json")
        .allMatch(name -> name.startsWith("deployments/"))
        .filteredOn(name -> !name.endsWith(".jar"))
        .noneMatch(name -> name.matches(".*(\\.key|\\.pem|\\.env|password.*)$"));
    assertThat(files.values())
        .filteredOn(TarArchiveEntry::isFile)
        .allSatisfy(file -> assertThat(file.getMode() & 0777).isEqualTo(0444));
  }

  @Test
  void shouldBeTheSameImageWhenBuiltAgain() throws Exception {
    // Given
    String service = "imap-poller";
    Path app = packaged(service);

    // When
    JibContainer once = build(service, app, folder.resolve("once.tar"));
    JibContainer again = build(service, app, folder.resolve("again.tar"));

    // Then
    assertThat(again.getDigest()).isEqualTo(once.getDigest());
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void shouldCarryAValidBillOfEveryLibrary(String service) throws Exception {
    // Given
    PackagedService packaged = PackagedService.of(service, packaged(service));

    // When
    byte[] bill = new BillOfMaterials().of(packaged, "1.2.3");

    // Then
    assertThat(new JsonParser().validate(bill, Version.VERSION_16)).isEmpty();
    JsonNode components = JSON.readTree(bill).path("components");
    long hashed = components.valueStream().filter(component -> component.has("hashes")).count();
    assertThat(hashed).isEqualTo(packaged.files("lib").size());
  }

  @Test
  void shouldSayWhatToDoWhenTheServiceIsNotPackaged() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> build("imap-poller", folder, folder.resolve("image.tar")))
        .withMessageContaining("./mvnw package");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> build("other", folder, folder.resolve("image.tar")))
        .withMessageContaining("smtp-sender");
  }

  private static JibContainer build(String service, Path app, Path tar) throws Exception {
    Map<String, String> options =
        Map.of(
            "--service",
            service,
            "--app",
            app.toString(),
            "--version",
            "1.2.3",
            "--base",
            "scratch",
            "--tar",
            tar.toString());
    return ImageMain.build(options::get);
  }

  private static Path packaged(String service) {
    Path app = Path.of("../..", service, "target", "quarkus-app");
    assumeTrue(
        Files.exists(app.resolve("quarkus-run.jar")),
        "Skipped: %s is not packaged, run ./mvnw package first.".formatted(service));
    return app;
  }

  private static JsonNode config(Map<String, byte[]> image) throws IOException {
    for (byte[] file : image.values()) {
      if (file.length > 0 && file[0] == '{') {
        JsonNode json = JSON.readTree(file);
        if (json.has("rootfs")) {
          return json;
        }
      }
    }
    throw new AssertionError("no configuration in " + image.keySet());
  }

  private static Map<String, TarArchiveEntry> files(Map<String, byte[]> image) throws IOException {
    Map<String, TarArchiveEntry> files = new TreeMap<>();
    for (byte[] blob : image.values()) {
      if (blob.length > 2 && blob[0] == 0x1f && blob[1] == (byte) 0x8b) {
        try (TarArchiveInputStream layer =
            new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(blob)))) {
          TarArchiveEntry entry;
          while ((entry = layer.getNextEntry()) != null) {
            files.put(entry.getName(), entry);
          }
        }
      }
    }
    return files;
  }

  private static Map<String, byte[]> untar(byte[] tar) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      TarArchiveEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
