package dev.mailbridge.stack.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.client.Simulation;
import dev.mailbridge.stack.client.Waiting;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * One stack for all classes of this package, with the help desk's mailbox signed in. Each class
 * leaves it at its end, and with the last one it ends.
 */
final class RunningStack {
  static final Duration SOON = Duration.ofSeconds(60);
  // Too few here costs another stack, too many leaves it to the JVM's end.
  private static final int CLASSES = 4;
  private static RunningStack running;
  private static int left;

  final StackSettings settings;
  final LocalStack stack;
  final TraceCollector traces;
  final Administrator administrator;
  final Simulation simulation;
  final Project project;
  final MailboxDefinition helpdesk;

  static synchronized RunningStack get() throws IOException {
    if (running == null) {
      running = new RunningStack();
    }
    return running;
  }

  static synchronized void leave() {
    left++;
    if (left == CLASSES && running != null) {
      running.end();
      running = null;
    }
  }

  private RunningStack() throws IOException {
    traces = TraceCollector.start();
    Map<String, String> observed =
        Map.of(
            "quarkus.otel.sdk.disabled", "false",
            "quarkus.otel.exporter.otlp.endpoint", traces.address().toString(),
            "quarkus.otel.exporter.otlp.traces.protocol", "http/protobuf",
            "quarkus.otel.bsp.schedule.delay", "200ms",
            "quarkus.log.console.json.enabled", "true",
            "quarkus.log.category.\"dev.mailbridge\".level", "DEBUG");
    settings =
        StackSettings.onFreePorts(
            Checkout.home(),
            new StackFolder(Files.createTempDirectory("mail-bridge-running")),
            List.of("--no-limits"),
            Map.of("imap-poller", observed, "smtp-sender", observed));
    stack = new LocalStack(settings, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop"));
    stack.start();
    administrator = Administrator.of(settings);
    simulation = new Simulation(settings.ports());
    helpdesk = SimulatedTenant.helpdesk(settings.ports(), null);
    administrator.addMailbox(helpdesk);
    administrator.grant(helpdesk, administrator.registerApp());
    new Browser()
        .signIn(
            administrator.signIn(helpdesk.id()),
            SimulatedTenant.HELPDESK,
            SimulatedTenant.PASSWORD);
    administrator.awaitConnected(helpdesk.id(), SOON);
    project =
        new Project(SimulatedTenant.PROJECT, "localhost:" + settings.ports().of(StackPort.KAFKA));
  }

  private void end() {
    stack.close();
    traces.close();
    settings.folder().delete();
  }

  /** A definition of another mailbox, to be changed. */
  ObjectNode mailbox(String id, String address) {
    ObjectNode mailbox = ContractJson.mapper().valueToTree(helpdesk);
    mailbox.put("id", id).put("address", address);
    mailbox.remove("revision");
    return mailbox;
  }

  /** Waits until one of the mailbox's facets is so. */
  JsonNode awaitFacet(String mailbox, Predicate<JsonNode> fits) {
    JsonNode[] found = new JsonNode[1];
    try {
      Waiting.until(
          "a facet of mailbox " + mailbox,
          SOON,
          () -> {
            for (JsonNode facet : administrator.status(mailbox)) {
              if (fits.test(facet)) {
                found[0] = facet;
              }
            }
            return found[0] != null;
          });
    } catch (StackException e) {
      throw new StackException(
          e.getMessage() + "; it is " + administrator.status(mailbox).toPrettyString(), e);
    }
    return found[0];
  }

  /** Lays a mail into the help desk's mailbox; what follows is after From and Message-ID. */
  String deliver(String rest) {
    String id = "<%s@customer.example>".formatted(UUID.randomUUID());
    deliver(
        "From: %s\r\nMessage-ID: %s\r\n%s"
            .formatted(SimulatedTenant.CUSTOMER, id, rest)
            .getBytes(StandardCharsets.US_ASCII));
    return id;
  }

  void deliver(byte[] raw) {
    new SimulatedMailboxes(settings.ports()).deliver(SimulatedTenant.HELPDESK, raw);
  }

  IncomingMail awaitMail(Predicate<IncomingMail> fits) {
    return project.await(Topics.incoming(SimulatedTenant.PROJECT), IncomingMail.class, SOON, fits);
  }

  /** What all services export just now. */
  String metrics() throws IOException {
    StringBuilder all = new StringBuilder();
    for (StackPort port :
        List.of(
            StackPort.CONFIG_SERVICE,
            StackPort.TOKEN_SERVICE,
            StackPort.IMAP_POLLER,
            StackPort.SMTP_SENDER)) {
      all.append(administrator.metrics(port)).append('\n');
    }
    return all.toString();
  }
}
