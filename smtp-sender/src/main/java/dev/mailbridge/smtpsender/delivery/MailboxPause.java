package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.submission.SendReason;
import java.time.Instant;

/**
 * Why a mailbox stands still.
 *
 * @param probeAt when one mail is tried although nobody said that it is mended
 */
record MailboxPause(SendReason reason, String remedy, Instant since, Instant probeAt) {}
