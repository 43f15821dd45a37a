package dev.mailbridge.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service's image: its own code in the last layers, so that a release moves little; no root, no
 * shell of its own, the entry point in exec form.
 */
final class ServiceImage {
  /** As the images of Red Hat's and the chart's {@code podSecurity}. */
  static final String USER = "1001:1001";

  static final String FOLDER = "/deployments";
  private static final Instant FIXED = Instant.ofEpochSecond(1);

  private final PackagedService service;
  private final String version;

  ServiceImage(PackagedService service, String version) {
    this.service = service;
    this.version = version;
  }

  /**
   * @param base an image with a Java 25 run-time, or {@code scratch}
   * @param work a folder for the bill of materials
   */
  JibContainer build(String base, Containerizer target, Path work) throws Exception {
    JibContainerBuilder builder =
        (base.equals("scratch") ? Jib.fromScratch() : Jib.from(base))
            .setFormat(ImageFormat.OCI)
            .setCreationTime(FIXED)
            .setUser(USER)
            .setWorkingDirectory(AbsoluteUnixPath.get(FOLDER))
            .setEntrypoint(entryPoint())
            .setExposedPorts(Set.of(Port.tcp(service.port())))
            .setLabels(labels())
            .addFileEntriesLayer(layer("libraries", "lib"))
            .addFileEntriesLayer(layer("quarkus", "quarkus"))
            .addFileEntriesLayer(application())
            .addFileEntriesLayer(bill(work));
    return builder.containerize(target);
  }

  private List<String> entryPoint() {
    List<String> command = new ArrayList<>(List.of("java"));
    if (service.hasAotCache()) {
      // Relative, as in training: the JVM compares the class path with the trained one.
      command.add("-XX:AOTCache=app.aot");
      // Mapped where it was made for: not each of its pointers has to be changed at each start.
      command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
    }
    command.addAll(
        List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            "quarkus-run.jar"));
    return command;
  }

  private Map<String, String> labels() {
    return Map.of(
        "org.opencontainers.image.title",
        service.name(),
        "org.opencontainers.image.version",
        version,
        "org.opencontainers.image.licenses",
        "Apache-2.0");
  }

  private FileEntriesLayer layer(String name, String below) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    for (Path file : service.files(below)) {
      add(layer, file);
    }
    return layer.build();
  }

  private FileEntriesLayer application() throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("application");
    for (Path file : service.files("app")) {
      add(layer, file);
    }
    add(layer, service.folder().resolve("quarkus-run.jar"));
    if (service.hasAotCache()) {
      add(layer, service.folder().resolve("app.aot"));
    }
    return layer.build();
  }

  private FileEntriesLayer bill(Path work) throws IOException {
    Path file = work.resolve(service.name() + ".cdx.json");
    Files.write(file, new BillOfMaterials().of(service, version));
    return FileEntriesLayer.builder()
        .setName("bill-of-materials")
        .addEntry(
            file,
            AbsoluteUnixPath.get(FOLDER + "/sbom/" + file.getFileName()),
            FilePermissions.fromOctalString("444"),
            FIXED)
        .build();
  }

  private void add(FileEntriesLayer.Builder layer, Path file) throws IOException {
    String path = service.folder().relativize(file).toString().replace('\\', '/');
    // A start-up cache is valid only for jars of the very time that it was trained with.
    Instant time = service.hasAotCache() ? Files.getLastModifiedTime(file).toInstant() : FIXED;
    layer.addEntry(
        file,
        AbsoluteUnixPath.get(FOLDER + "/" + path),
        FilePermissions.fromOctalString("444"),
        time);
  }
}
