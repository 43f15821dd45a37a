package dev.mailbridge.configservice.sender;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks smtp-sender; every failure leaves as a {@link SenderException}. */
@ApplicationScoped
public class OutgoingMails {
  private static final int PAGE_SIZE = 50;

  private final SenderApi api;
  private final AuditLog audit;
  private final Clock clock;

  OutgoingMails(@RestClient SenderApi api, AuditLog audit, Clock clock) {
    this.api = api;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param next where the following page begins, null at the end
   */
  public record Page(List<SentMessage> messages, Long next) {}

  /**
   * @param state a delivery state's code, null for all
   * @param recipient null for all
   * @param before null for the newest
   */
  public Page list(String state, String recipient, Long before) {
    SenderApi.MessagePage page = ask(() -> api.list(null, state, recipient, before, PAGE_SIZE));
    return new Page(page.messages(), page.next());
  }

  public SentMessage get(OutgoingId id, ProjectId project) {
    return ask(() -> api.get(id, project));
  }

  /** Sends a mail that only tells that the mailbox can send. */
  public SentMessage sendTest(MailboxDefinition mailbox, String to) {
    String text =
        """
        This mail was sent from the web admin to try the mailbox %s.
        Nobody needs to answer it.
        """
            .formatted(mailbox.address());
    OutgoingMail mail =
        new OutgoingMail(
            OutgoingId.of("test-" + UUID.randomUUID()),
            mailbox.id(),
            null,
            List.of(MailAddress.of(to)),
            List.of(),
            List.of(),
            List.of(),
            "Test mail from " + mailbox.address() + ", " + clock.instant(),
            text,
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            OutgoingKind.NOTIFICATION,
            Map.of());
    SentMessage sent = ask(() -> api.send(mail));
    audit.record("send-test-mail", "mailbox", mailbox.id().value(), null, Map.of("to", to));
    return sent;
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw SenderException.unreachable(e);
    }
  }
}
