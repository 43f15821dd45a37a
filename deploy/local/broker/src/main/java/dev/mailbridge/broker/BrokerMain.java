package dev.mailbridge.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker that is its own controller (KRaft), on loopback: for tests and the local stack.
 *
 * <p>Arguments: data folder, client port, controller port, then any broker settings as {@code
 * key=value}. Ends when its standard input is closed, so that it doesn't outlive the process that
 * started it.
 */
public final class BrokerMain {
  // Any fixed value serves: the cluster never meets another one.
  private static final String CLUSTER_ID = "bWFpbC1icmlkZ2UtbG9jYQ";

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    int controllerPort = Integer.parseInt(args[2]);
    Files.createDirectories(data);
    format(data, controllerPort);
    Properties settings = settings(data, port, controllerPort);
    for (String setting : Arrays.asList(args).subList(3, args.length)) {
      String[] keyAndValue = setting.split("=", 2);
      settings.setProperty(keyAndValue[0], keyAndValue[1]);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    System.out.println("READY " + port);
    Thread.ofPlatform().daemon().start(BrokerMain::exitWithParent);
    server.awaitShutdown();
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent: only the end of the stream counts.
      }
    } catch (IOException ignored) {
      // The same as its end.
    }
    System.exit(0);
  }

  private static void format(Path data, int controllerPort) throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter = new Formatter();
    formatter.setClusterId(CLUSTER_ID);
    formatter.setNodeId(1);
    formatter.addDirectory(data.toString());
    formatter.setMetadataLogDirectory(data.toString());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setIgnoreFormatted(true);
    formatter.run();
  }

  private static Properties settings(Path data, int port, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("log.dirs", data.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("default.replication.factor", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("transaction.max.timeout.ms", "60000");
    // Compacted topics in a test or on a laptop stay small.
    p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    p.setProperty("log.cleaner.threads", "1");
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    p.setProperty("log.segment.bytes", "67108864");
    p.setProperty("log.index.size.max.bytes", "1048576");
    return p;
  }
}
