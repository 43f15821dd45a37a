package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.MailboxDefinition;

/** Looks for a mail among those that the server has filed as sent. */
interface SentItemsSearch {
  /** What a search showed. */
  sealed interface Result {
    /**
     * @param messageId the mail's own, which may be another than the one that was asked for
     */
    record Found(String messageId) implements Result {}

    /** Its draft is still a draft: it was not sent. */
    record Unsent() implements Result {}

    /** Searched, and not there: proves something only if the search finds what must be there. */
    record NotFound() implements Result {}

    /**
     * @param forGood whether the mailbox has no way to be searched at all
     */
    record Unavailable(boolean forGood) implements Result {}
  }

  /**
   * @param messageId as we made it, with angle brackets
   * @param draft the immutable id of the draft that was to be sent, null when there was none
   */
  Result find(MailboxDefinition mailbox, String messageId, String draft);
}
