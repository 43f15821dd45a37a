package dev.mailbridge.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A broker as a child process on a class path of its own: nothing of Kafka's server reaches the
 * class path of the one who starts it. Needs no more than the JDK.
 */
public final class BrokerProcess implements AutoCloseable {
  private final Path data;
  private final int port;
  private final int controllerPort;
  private final Map<String, String> settings;
  private Process process;

  /**
   * @param data kept between starts
   * @param port for clients, on loopback
   */
  public BrokerProcess(Path data, int port, int controllerPort) {
    this(data, port, controllerPort, Map.of());
  }

  /**
   * @param settings of the broker, over those that it has here
   */
  public BrokerProcess(Path data, int port, int controllerPort, Map<String, String> settings) {
    this.data = data;
    this.port = port;
    this.controllerPort = controllerPort;
    this.settings = Map.copyOf(settings);
  }

  /**
   * The command line, for those who look after processes themselves: they keep its standard input
   * open, and know by its port that it is ready.
   *
   * @param settings of the broker, over those that it has here
   */
  public static List<String> command(
      Path data, int port, int controllerPort, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Xms64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=4",
            "-cp",
            classPath(),
            "dev.mailbridge.broker.BrokerMain",
            data.resolve("logs").toString(),
            Integer.toString(port),
            Integer.toString(controllerPort)));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    return command;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Process process() {
    return process;
  }

  /**
   * Returns when clients can connect.
   *
   * @throws IOException when it ends before; its log says why
   */
  public BrokerProcess start() throws IOException {
    Files.createDirectories(data);
    Path log = data.resolve("broker.log");
    process =
        new ProcessBuilder(command(data, port, controllerPort, settings))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // Not closed: the reader goes on with the rest in the background.
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("READY")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("The Kafka broker did not start, see " + log);
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
    return this;
  }

  /** As after a power cut; {@link #start()} again recovers. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String classPath() throws IOException {
    Path self =
        Path.of(BrokerProcess.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (InputStream list =
        BrokerProcess.class.getResourceAsStream("/META-INF/mail-bridge/broker.classpath")) {
      String libraries = new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
      return self + java.io.File.pathSeparator + libraries;
    }
  }
}
