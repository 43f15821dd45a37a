package dev.mailbridge.configservice.poller;

import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Mails that imap-poller keeps; every failure leaves as a {@link CalleeException}. */
@ApplicationScoped
public class HeldMails {
  /** Each time on a new connection, which a balancer gives to any of them. */
  private static final int MOST_POLLERS_ASKED = 30;

  private final PollerApi api;

  HeldMails(@RestClient PollerApi api) {
    this.api = api;
  }

  /** The octets, as they were received. */
  public byte[] raw(ContentRef content) {
    return Callee.IMAP_POLLER.ask(() -> api.content(content.value()));
  }

  /** Has the mail published after all. */
  public void release(DeadLetter letter) {
    PollerApi.Release release =
        new PollerApi.Release(
            letter.rawContent(),
            letter.source(),
            letter.uidValidity(),
            letter.uid(),
            letter.receivedAt() == null ? letter.at() : letter.receivedAt(),
            letter.project());
    // Several pollers stand behind one address, and the one that reads the mailbox can publish.
    for (int attempt = 1; ; attempt++) {
      try {
        Callee.IMAP_POLLER.ask(() -> api.release(letter.mailboxId(), release));
        return;
      } catch (CalleeException e) {
        if (attempt == MOST_POLLERS_ASKED || !isReadElsewhere(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isReadElsewhere(CalleeException e) {
    return e.isNotFound() && e.problem().path("type").asText().endsWith(":mailbox-not-here");
  }
}
