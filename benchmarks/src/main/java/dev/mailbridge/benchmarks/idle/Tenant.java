package dev.mailbridge.benchmarks.idle;

import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.mail.MailContent;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.SampleMail;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The simulator's mailboxes of one measurement, by number. */
final class Tenant {
  private static final long CLAIMED_OCTETS = 10_000;
  private static final int NEW_MAILS = 10_000_000;

  private final Simulator simulator;
  private final int mailboxes;
  private int delivered;

  Tenant(Simulator simulator, int mailboxes) {
    this.simulator = simulator;
    this.mailboxes = mailboxes;
  }

  int mailboxes() {
    return mailboxes;
  }

  /** Makes the accounts, with mails that take no memory. */
  void fill(int mails) {
    for (int account = 0; account < mailboxes; account++) {
      String address = PollerBench.address(account);
      simulator.directory().put(User.named(UUID.randomUUID().toString(), address, address));
      MailFolder inbox = simulator.store().mailboxOrNew(address).inbox();
      for (int mail = 0; mail < mails; mail++) {
        inbox.add(
            new MailContent.Generated(account * mails + mail, 0, CLAIMED_OCTETS),
            simulator.clock().instant(),
            Set.of());
      }
    }
  }

  void deliver(int account, int mails) {
    for (int mail = 0; mail < mails; mail++) {
      simulator.deliver(
          PollerBench.address(account), SampleMail.numbered(NEW_MAILS + delivered++, 0));
    }
  }

  Map<String, Long> commands() {
    return simulator.watch().seen(Optional.of(""), Optional.empty()).imapCommands();
  }

  void forget() {
    simulator.watch().forget();
  }

  void awaitIdle(int commands, Duration atMost) {
    Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> commands().getOrDefault("IDLE", 0L) >= commands);
  }

  /** Returns when the server doesn't answer one mailbox's IDLE any more. */
  void goSilent(int account, Duration atMost) {
    Fault all = Fault.of(FaultKind.IDLE_SILENT);
    Fault one =
        new Fault(
            null,
            all.kind(),
            Optional.of(PollerBench.address(account)),
            all.app(),
            all.protocol(),
            all.step(),
            all.uid(),
            all.folder(),
            all.share(),
            all.after(),
            Optional.of(1),
            all.delay(),
            all.text(),
            all.code(),
            all.status(),
            all.taken(),
            all.other());
    simulator.apply(one);
    Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !simulator.faults().any());
  }
}
