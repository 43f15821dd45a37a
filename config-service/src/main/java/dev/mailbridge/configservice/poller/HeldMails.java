package dev.mailbridge.configservice.poller;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Mails that imap-poller keeps; every failure leaves as a {@link PollerException}. */
@ApplicationScoped
public class HeldMails {
  private final PollerApi api;

  HeldMails(@RestClient PollerApi api) {
    this.api = api;
  }

  /** The octets, as they were received. */
  public byte[] raw(ContentRef content) {
    return ask(() -> api.content(content.value()));
  }

  /** Has the mail published after all. */
  public void release(DeadLetter letter) {
    PollerApi.Release release =
        new PollerApi.Release(
            letter.rawContent(),
            letter.source(),
            letter.uidValidity(),
            letter.uid(),
            letter.at(),
            letter.project());
    ask(() -> api.release(letter.mailboxId(), release));
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw PollerException.unreachable(e);
    }
  }
}
