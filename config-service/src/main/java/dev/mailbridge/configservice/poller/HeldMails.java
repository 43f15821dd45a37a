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
    Callee.IMAP_POLLER.ask(() -> api.release(letter.mailboxId(), release));
  }
}
