package dev.mailbridge.stack.books;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Mails in, replies out, and a kill in each round. */
final class BooksRun {
  private static final int MAILS_PER_ROUND = 25;
  private static final Duration LONGEST = Duration.ofSeconds(180);
  // Whatever would come twice comes within this time.
  private static final Duration AFTERMATH = Duration.ofSeconds(5);
  // The ten minutes after which an absence counts, in seconds.
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "mail-bridge.retry.first", "PT1S",
          "mail-bridge.retry.first-search", "PT1S",
          "mail-bridge.retry.search-interval", "PT2S",
          "mail-bridge.retry.absence-counts-after", "PT6S");

  private final StackSettings settings;
  private final SimulatedMailboxes mailboxes;
  private final Consumer<String> progress;
  private final IncomingBook incoming = new IncomingBook(SimulatedTenant.PROJECT);
  private final OutgoingBook outgoing = new OutgoingBook();

  private BooksRun(StackSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    mailboxes = new SimulatedMailboxes(settings.ports());
  }

  /**
   * @throws StackException when it could not be run to its end
   */
  static BooksResult run(Path home, List<Trouble> rounds, Consumer<String> progress)
      throws IOException {
    StackSettings settings =
        new StackSettings(
            home,
            new StackFolder(Files.createTempDirectory("mail-bridge-books")),
            StackPorts.free(),
            true,
            StartUp.CACHED,
            Duration.ofMinutes(4),
            List.of("--no-limits"),
            Map.of("smtp-sender", IMPATIENT));
    try (LocalStack stack = new LocalStack(settings, progress)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      stack.start();
      BooksResult result = new BooksRun(settings, progress).keepBooks(stack, rounds);
      stack.close();
      if (result.balanced()) {
        settings.folder().delete();
      }
      return result;
    }
  }

  private BooksResult keepBooks(LocalStack stack, List<Trouble> rounds) throws IOException {
    Instant begin = Instant.now();
    MailboxDefinition mailbox = signIn();
    String kafka = "localhost:" + settings.ports().of(StackPort.KAFKA);
    try (HelpDeskRobot robot =
        new HelpDeskRobot(
            incoming,
            outgoing,
            mailbox.id(),
            SimulatedTenant.CUSTOMER,
            SimulatedTenant.PROJECT,
            kafka)) {
      // An absence in Sent Items counts only where an earlier mail is found: there has to be one.
      plant(1);
      workWhile(robot, () -> robot.reportedSent() < 1, LONGEST);
      for (Trouble trouble : rounds) {
        int mails = MAILS_PER_ROUND - incoming.entered() % MAILS_PER_ROUND;
        CompletableFuture<Void> kill = CompletableFuture.runAsync(() -> trouble.strike(stack));
        CompletableFuture<Void> planting = CompletableFuture.runAsync(() -> plant(mails));
        workWhile(robot, () -> !kill.isDone() || !planting.isDone(), LONGEST);
        join(kill);
        join(planting);
        progress.accept(
            "%s; %d in, %d answered, %d reported sent"
                .formatted(trouble, incoming.entered(), robot.answered(), robot.reportedSent()));
      }
      workWhile(
          robot,
          () ->
              robot.answered() < incoming.entered()
                  || robot.reportedSent() < incoming.entered()
                  || !outgoing.audit(mailboxes.inbox(SimulatedTenant.CUSTOMER)).missing().isEmpty(),
          LONGEST);
      Instant aftermath = Instant.now().plus(AFTERMATH);
      workWhile(robot, () -> Instant.now().isBefore(aftermath), LONGEST);
      Audit in = robot.audit();
      Audit out = outgoing.audit(mailboxes.inbox(SimulatedTenant.CUSTOMER));
      int unreported = outgoing.entered() - robot.reportedSent();
      boolean balanced = in.balanced() && out.balanced() && unreported == 0;
      return new BooksResult(
          "books",
          balanced && out.expected() == in.expected(),
          in,
          out,
          unreported,
          rounds.size(),
          Duration.between(begin, Instant.now()).toSeconds(),
          balanced ? null : settings.folder().root().toString());
    }
  }

  private MailboxDefinition signIn() throws IOException {
    MailboxDefinition mailbox = SimulatedTenant.helpdesk(settings.ports(), 100_000);
    Administrator administrator = Administrator.of(settings);
    String registration = administrator.registerApp();
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, registration);
    new Browser()
        .signIn(
            administrator.signIn(mailbox.id()), SimulatedTenant.HELPDESK, SimulatedTenant.PASSWORD);
    administrator.awaitConnected(mailbox.id(), Duration.ofSeconds(30));
    return mailbox;
  }

  private void plant(int mails) {
    for (int i = 0; i < mails; i++) {
      mailboxes.deliver(
          SimulatedTenant.HELPDESK,
          incoming.plant(SimulatedTenant.CUSTOMER, SimulatedTenant.HELPDESK));
    }
  }

  /** The audit says what is missing when the time is up. */
  private static void workWhile(HelpDeskRobot robot, BooleanSupplier going, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    while (going.getAsBoolean() && Instant.now().isBefore(deadline)) {
      robot.work();
    }
    robot.work();
  }

  private static void join(CompletableFuture<Void> task) {
    try {
      task.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StackException known) {
        throw known;
      }
      throw e;
    }
  }
}
