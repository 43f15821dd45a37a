package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One recipient of a mail.
 *
 * @param address as in {@code RCPT TO}
 * @param state accepted while the mail may still go to it
 * @param reply the server's last word about it, null before
 */
public record RecipientState(String address, DeliveryState state, SmtpReply reply) {
  public static RecipientState open(String address) {
    return new RecipientState(address, DeliveryState.ACCEPTED, null);
  }

  /** Whether an attempt would go to it. */
  public boolean open() {
    return switch (state) {
      case ACCEPTED, DEFERRED, UNCERTAIN, PAUSED -> true;
      case SENT, REFUSED, FAILED, BOUNCED, CANCELLED -> false;
    };
  }

  public RecipientState with(DeliveryState next, SmtpReply said) {
    return new RecipientState(address, next, said);
  }

  static String write(List<RecipientState> recipients) {
    return new String(ContractJson.write(recipients), StandardCharsets.UTF_8);
  }

  static List<RecipientState> read(String json) {
    return List.of(
        ContractJson.read(json.getBytes(StandardCharsets.UTF_8), RecipientState[].class));
  }

  DeliveryReport.Recipient toReport() {
    return new DeliveryReport.Recipient(address, state, reply == null ? null : reply.toReport());
  }
}
