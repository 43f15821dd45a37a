package dev.mailbridge.testkit;

import dev.mailbridge.broker.BrokerProcess;
import dev.mailbridge.contracts.ProjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One real broker for all tests of a JVM, with the topics of project helpdesk; ends with the JVM.
 */
public final class SharedKafka {
  // Quarkus loads test classes more than once in one JVM; a system property is what they share.
  private static final String PROPERTY = "mail-bridge.test.kafka";

  private SharedKafka() {}

  public static synchronized String bootstrapServers() {
    String running = System.getProperty(PROPERTY);
    if (running != null) {
      return running;
    }
    try {
      Path data = Files.createTempDirectory("mail-bridge-kafka");
      BrokerProcess broker = new BrokerProcess(data, FreePorts.next(), FreePorts.next()).start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    broker.process().destroyForcibly();
                    TemporaryFolders.delete(data);
                  }));
      TestTopics.createAll(broker.bootstrapServers(), ProjectId.of("helpdesk"));
      System.setProperty(PROPERTY, broker.bootstrapServers());
      return broker.bootstrapServers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
