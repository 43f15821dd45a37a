package dev.mailbridge.smtpsender.submission;

/** What the server said to one {@code RCPT TO}; the address is as in the command. */
public record RecipientReply(String address, SendReason reason, SmtpReply reply) {
  public boolean accepted() {
    return reply.positive();
  }
}
