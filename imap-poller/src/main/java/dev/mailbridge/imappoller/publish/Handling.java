package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.IncomingMail;

/**
 * A mail after Mail Handling.
 *
 * @param publish false when a rule ignores or holds it
 * @param quarantined the rule that holds it, else null
 * @param acknowledgement the template that a rule answers with, else null
 * @param after what a rule does with the mail in the mailbox, else null for the mailbox's own
 */
record Handling(
    IncomingMail mail,
    boolean publish,
    String quarantined,
    String acknowledgement,
    AfterRule after) {
  /**
   * @param moveTo null unless moved
   */
  record AfterRule(dev.mailbridge.contracts.AfterProcessing action, String moveTo) {}
}
