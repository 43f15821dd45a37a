package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.submission.SubmissionChannel;
import dev.mailbridge.smtpsender.submission.SubmissionChannels;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Sets a mailbox's sender up from its definition and from what it did before. */
@Singleton
class SenderStart {
  private final SendingRecords records;
  private final MailboxPauses pauses;
  private final SendingSwitch sending;
  private final SubmissionChannels channels;
  private final LaneParts parts;

  SenderStart(
      SendingRecords records,
      MailboxPauses pauses,
      SendingSwitch sending,
      SubmissionChannels channels,
      LaneParts parts) {
    this.records = records;
    this.pauses = pauses;
    this.sending = sending;
    this.channels = channels;
    this.parts = parts;
  }

  /** For a mailbox whose lease was just acquired. */
  MailboxSender prepare(MailboxDefinition mailbox) {
    SendingConfig config = parts.config();
    MailboxPace pace =
        new MailboxPace(
            given(mailbox.outgoing().messagesPerMinute(), config.messagesPerMinute()),
            given(mailbox.outgoing().recipientsPerDay(), config.recipientsPerDay()));
    records.recall(mailbox.id(), pace);
    MailboxSender sender =
        new MailboxSender(
            mailbox,
            pace,
            connections(mailbox),
            pauses.find(mailbox.id()).orElse(null),
            sending::stopped,
            parts.clock());
    sender.leaseRenewed(config.lease());
    return sender;
  }

  private MailboxConnections connections(MailboxDefinition mailbox) {
    List<SubmissionChannel> all = new ArrayList<>();
    int count = given(mailbox.outgoing().connections(), parts.config().connections());
    for (int i = 0; i < count; i++) {
      all.add(channels.open(mailbox));
    }
    return new MailboxConnections(all, parts.idleConnection());
  }

  /** Two lanes for each connection that the mailbox may have. */
  void lanes(MailboxSender sender) {
    int lanes = 2 * given(sender.mailbox().outgoing().connections(), parts.config().connections());
    SharedSteps steps = new SharedSteps(parts.work()::next, sender.mailbox());
    for (int i = 0; i < lanes; i++) {
      sender.enter();
      Thread.ofVirtual()
          .name("send-" + sender.id() + "-" + i)
          .start(new SendingLane(sender, steps, parts));
    }
  }

  private static int given(Integer own, int otherwise) {
    return own == null ? otherwise : own;
  }
}
