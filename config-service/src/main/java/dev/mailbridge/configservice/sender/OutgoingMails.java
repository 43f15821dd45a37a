package dev.mailbridge.configservice.sender;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import io.quarkus.security.identity.SecurityIdentity;
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
  private final SecurityIdentity identity;
  private final Clock clock;

  OutgoingMails(@RestClient SenderApi api, AuditLog audit, SecurityIdentity identity, Clock clock) {
    this.api = api;
    this.audit = audit;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * @param next where the following page begins, null at the end
   */
  public record Page(List<SentMessage> messages, Long next) {}

  /**
   * What to list; null for all.
   *
   * @param search part of subject, recipient, Message-ID, id or ticket
   * @param state a delivery state's code
   * @param before null for the newest
   */
  public record Query(
      String search,
      String state,
      String recipient,
      MailboxId mailbox,
      String ticket,
      Long before) {}

  public Page list(Query query) {
    SenderApi.MessagePage page =
        ask(
            () ->
                api.list(
                    query.search(),
                    query.mailbox(),
                    query.ticket(),
                    query.state(),
                    query.recipient(),
                    query.before(),
                    PAGE_SIZE));
    return new Page(page.messages(), page.next());
  }

  /** What a person may decide about a mail. */
  public enum Decision {
    RETRY("retry"),
    CANCEL("cancel"),
    CONFIRM_SENT("confirm-sent");

    private final String code;

    Decision(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Carries a person's decision out. */
  public SentMessage decide(OutgoingId id, ProjectId project, Decision decision) {
    String person = identity.getPrincipal().getName();
    SentMessage after =
        ask(
            () ->
                switch (decision) {
                  case RETRY -> api.retry(id, project, person);
                  case CANCEL -> api.cancel(id, project, person);
                  case CONFIRM_SENT -> api.confirmSent(id, project, person);
                });
    audit.record(
        decision.code(),
        "outgoing-mail",
        project + "/" + id,
        null,
        Map.of("state", after.state().code()));
    return after;
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
