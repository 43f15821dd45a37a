package dev.mailbridge.stack.chaos;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.books.HelpDeskRobot;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import dev.mailbridge.stack.local.StartUp;
import dev.mailbridge.testkit.books.Audit;
import dev.mailbridge.testkit.books.IncomingBook;
import dev.mailbridge.testkit.books.OutgoingBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Load and faults for some time, then the books. */
final class ChaosRun {
  // After the last fault; retries have their own pace.
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(240);
  // Whatever would come twice comes within this time.
  private static final Duration AFTERMATH = Duration.ofSeconds(10);
  // Seconds instead of the ten minutes after which an absence counts, and the hour between two
  // tries
  // of a mailbox that waits for an administrator.
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "mail-bridge.retry.first", "PT1S",
          "mail-bridge.retry.first-search", "PT1S",
          "mail-bridge.retry.search-interval", "PT2S",
          "mail-bridge.retry.absence-counts-after", "PT6S",
          "mail-bridge.retry.probe-interval", "PT3S");

  // Faults of the directory show when it is asked: a refused token always leads to a new one.
  private static final Map<String, String> RENEWING =
      Map.of("mail-bridge.tokens.fresh-for", "PT1S");

  private final LocalStack stack;
  private final Network network;
  private final Consumer<String> progress;
  private final SimulatedMailboxes mailboxes;
  private final IncomingBook incoming = new IncomingBook(SimulatedTenant.PROJECT);
  private final OutgoingBook outgoing = new OutgoingBook();
  private final List<Sample> samples = new ArrayList<>();
  private Runnable sampling = () -> {};

  private ChaosRun(LocalStack stack, Network network, Consumer<String> progress) {
    this.stack = stack;
    this.network = network;
    this.progress = progress;
    mailboxes = new SimulatedMailboxes(stack.settings().ports());
  }

  /**
   * @throws StackException when it could not be run to its end
   */
  static ChaosResult run(Path home, long seed, int seconds, Consumer<String> progress)
      throws Exception {
    StackPorts ports = StackPorts.free();
    try (Network network = new Network(ports)) {
      StackSettings settings =
          new StackSettings(
              home,
              new StackFolder(Files.createTempDirectory("mail-bridge-chaos")),
              ports,
              true,
              StartUp.CACHED,
              Duration.ofMinutes(4),
              List.of("--no-limits"),
              network.overrides(IMPATIENT, RENEWING));
      try (LocalStack stack = new LocalStack(settings, progress)) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start();
        ChaosResult result =
            new ChaosRun(stack, network, progress)
                .strike(seed, PlannedFault.plan(seed, seconds), Duration.ofSeconds(seconds));
        stack.close();
        if (result.balanced()) {
          settings.folder().delete();
        }
        return result;
      }
    }
  }

  private ChaosResult strike(long seed, List<PlannedFault> plan, Duration time) throws Exception {
    Instant begin = Instant.now();
    StackSettings settings = stack.settings();
    Mender mender = Mender.setUp(Administrator.of(settings), network.asServicesSeeThem());
    try (Injector injector = new Injector(stack, network, mender, progress);
        HelpDeskRobot robot =
            new HelpDeskRobot(
                incoming,
                outgoing,
                mender.mailbox().id(),
                SimulatedTenant.CUSTOMER,
                SimulatedTenant.PROJECT,
                "localhost:" + settings.ports().of(StackPort.KAFKA))) {
      // An absence in Sent Items counts only where an earlier mail is found: there has to be one.
      Load load = new Load(mailboxes, incoming);
      load.plant();
      workWhile(robot, () -> robot.reportedSent() < 1, SETTLED_WITHIN);
      List<Future<?>> faults = injector.start(plan);
      Instant loadBegan = Instant.now();
      sampling = () -> sample(loadBegan, robot);
      CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> load.run(time));
      workWhile(
          robot,
          () -> !loaded.isDone() || !faults.stream().allMatch(Future::isDone),
          time.plus(SETTLED_WITHIN));
      loaded.join();
      injector.heal();
      told(faults);
      Instant over = Instant.now();
      progress.accept(
          "the faults are over after %d s; %d mails in, %d answered, %d reported sent"
              .formatted(
                  Duration.between(begin, over).toSeconds(),
                  incoming.entered(),
                  robot.answered(),
                  robot.reportedSent()));
      workWhile(
          robot,
          () -> robot.answered() < incoming.entered() || !missing(robot).isEmpty(),
          SETTLED_WITHIN);
      long settled = Duration.between(over, Instant.now()).toSeconds();
      Instant aftermath = Instant.now().plus(AFTERMATH);
      workWhile(robot, () -> Instant.now().isBefore(aftermath), AFTERMATH.multipliedBy(2));
      return result(seed, plan, robot, settled, begin);
    }
  }

  private ChaosResult result(
      long seed, List<PlannedFault> plan, HelpDeskRobot robot, long settled, Instant begin)
      throws Exception {
    Audit in = robot.audit();
    Audit out = outgoing.audit(mailboxes.inbox(SimulatedTenant.CUSTOMER));
    int held = count(robot, DeliveryState.UNCERTAIN);
    int open = outgoing.entered() - held - robot.reportedSent();
    List<String> leaks = SecretsHunt.search(stack, network.tokens());
    boolean balanced =
        in.balanced()
            && out.duplicate().isEmpty()
            && out.altered().isEmpty()
            && out.unknown().isEmpty()
            && missing(robot).isEmpty()
            && open == 0
            && in.expected() == out.expected()
            && leaks.isEmpty();
    return new ChaosResult(
        "chaos",
        seed,
        balanced,
        in,
        out,
        held,
        open,
        leaks,
        plan.stream().map(PlannedFault::toString).toList(),
        List.copyOf(samples),
        settled,
        Duration.between(begin, Instant.now()).toSeconds(),
        balanced ? null : stack.settings().folder().root().toString(),
        null);
  }

  /** Replies that neither were reported sent and reached the customer, nor are held. */
  private List<String> missing(HelpDeskRobot robot) {
    // What costs little first: all mails of the customer are read below.
    if (outgoing.entered() > robot.reportedSent() + count(robot, DeliveryState.UNCERTAIN)) {
      return List.of("a report");
    }
    Map<String, DeliveryState> outcomes = new HashMap<>();
    robot.outcomes().forEach((id, state) -> outcomes.put(id.value(), state));
    return outgoing.audit(mailboxes.inbox(SimulatedTenant.CUSTOMER)).missing().stream()
        .filter(nonce -> outcomes.get("books-" + nonce) != DeliveryState.UNCERTAIN)
        .toList();
  }

  private static int count(HelpDeskRobot robot, DeliveryState state) {
    return (int) robot.outcomes().values().stream().filter(state::equals).count();
  }

  private static void told(List<Future<?>> faults) throws InterruptedException {
    for (Future<?> fault : faults) {
      try {
        if (fault.isDone()) {
          fault.get();
        }
      } catch (ExecutionException e) {
        throw new StackException("A fault could not be made: " + e.getCause(), e);
      }
    }
  }

  private void workWhile(HelpDeskRobot robot, BooleanSupplier going, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    while (going.getAsBoolean() && Instant.now().isBefore(deadline)) {
      robot.work();
      sampling.run();
    }
    robot.work();
  }

  /** Once a second. */
  private void sample(Instant loadBegan, HelpDeskRobot robot) {
    double second = Duration.between(loadBegan, Instant.now()).toMillis() / 1e3;
    if (samples.isEmpty() || second - samples.getLast().second() >= 1) {
      samples.add(new Sample(second, incoming.entered(), robot.answered(), robot.reportedSent()));
    }
  }
}
