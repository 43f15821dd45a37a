package dev.mailbridge.smtpsender.api;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.smtpsender.api.MessagesResource.MessagePage;
import dev.mailbridge.smtpsender.mailbox.MailboxDirectory;
import dev.mailbridge.smtpsender.outbox.TraceParent;
import dev.mailbridge.smtpsender.outgoing.MailAcceptance;
import dev.mailbridge.smtpsender.outgoing.MailAcceptance.Acceptance;
import dev.mailbridge.smtpsender.outgoing.MailActions;
import dev.mailbridge.smtpsender.outgoing.MailHistory;
import dev.mailbridge.smtpsender.outgoing.MailsWaiting;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMails;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;

/** The requests about messages. */
@ApplicationScoped
class MessageService {
  private final MailAcceptance acceptance;
  private final MailActions actions;
  private final StoredMails mails;
  private final MailHistory history;
  private final MailboxDirectory mailboxes;
  private final Event<MailsWaiting> waiting;

  MessageService(
      MailAcceptance acceptance,
      MailActions actions,
      StoredMails mails,
      MailHistory history,
      MailboxDirectory mailboxes,
      Event<MailsWaiting> waiting) {
    this.acceptance = acceptance;
    this.actions = actions;
    this.mails = mails;
    this.history = history;
    this.mailboxes = mailboxes;
    this.waiting = waiting;
  }

  /**
   * @param created false when the same message had been given before
   */
  record Submitted(MessageView message, boolean created) {}

  Submitted send(String key, OutgoingMail given, String traceparent) {
    OutgoingMail mail = withId(key, given);
    if (mail.mailboxId() == null) {
      throw new ProblemException(
          MessageProblem.UNKNOWN_MAILBOX, "Name the mailbox to send from in mailboxId.");
    }
    ProjectId project =
        mailboxes
            .find(mail.mailboxId())
            .map(MailboxDefinition::project)
            .orElseThrow(
                () ->
                    new ProblemException(
                        MessageProblem.UNKNOWN_MAILBOX,
                        "There is no mailbox %s: see the web admin for their ids."
                            .formatted(mail.mailboxId())));
    Acceptance result =
        QuarkusTransaction.requiringNew()
            .call(() -> acceptance.accept(project, mail, TraceParent.checked(traceparent)));
    return switch (result) {
      case Acceptance.Accepted accepted -> {
        waiting.fire(new MailsWaiting(accepted.mail().mailbox()));
        yield new Submitted(MessageView.of(accepted.mail(), null), true);
      }
      case Acceptance.Repeated repeated ->
          new Submitted(MessageView.of(repeated.mail(), null), false);
      case Acceptance.Conflict conflict ->
          throw new ProblemException(
              MessageProblem.ID_CONFLICT,
              "Another message was given with the id %s at %s, and that one stands: use a new id."
                  .formatted(mail.id(), conflict.other().acceptedAt()));
      case Acceptance.Refused refused ->
          throw new ProblemException(MessageProblem.INVALID, refused.mail().remedy());
    };
  }

  private static OutgoingMail withId(String key, OutgoingMail given) {
    if (given == null) {
      throw new ProblemException(MessageProblem.INVALID, "Send an OutgoingMail as the body.");
    }
    if (key == null || key.isBlank()) {
      if (given.id() == null) {
        throw new ProblemException(
            MessageProblem.NO_ID, "Give the message an id, or an Idempotency-Key header.");
      }
      return given;
    }
    OutgoingId id;
    try {
      id = OutgoingId.of(key.strip());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(MessageProblem.NO_ID, e.getMessage(), e);
    }
    if (given.id() != null && !given.id().equals(id)) {
      throw new ProblemException(
          MessageProblem.NO_ID, "The Idempotency-Key header and the id differ: send one of them.");
    }
    return new OutgoingMail(
        id,
        given.mailboxId(),
        given.from(),
        given.to(),
        given.cc(),
        given.bcc(),
        given.replyTo(),
        given.subject(),
        given.text(),
        given.html(),
        given.attachments(),
        given.inReplyTo(),
        given.references(),
        given.ticketRef(),
        given.sendAt(),
        given.kind(),
        given.headers());
  }

  @Transactional
  MessagePage list(MessageQuery query) {
    MessageQuery.Condition condition = query.condition();
    List<StoredMail> found =
        mails.find(condition.text(), condition.parameters()).page(0, query.limit()).list();
    Long next = found.size() < query.limit() ? null : found.getLast().seq();
    return new MessagePage(found.stream().map(mail -> MessageView.of(mail, null)).toList(), next);
  }

  @Transactional
  MessageView get(OutgoingId id, ProjectId project) {
    StoredMail mail = find(id, project);
    return MessageView.of(mail, history.of(mail));
  }

  MessageView cancel(OutgoingId id, ProjectId project, String actor) {
    return act(id, project, mail -> actions.cancel(mail, actor), "It can't be cancelled any more");
  }

  MessageView retry(OutgoingId id, ProjectId project, String actor) {
    return act(id, project, mail -> actions.retry(mail, actor), "There is nothing to retry");
  }

  MessageView confirmSent(OutgoingId id, ProjectId project, String actor) {
    return act(
        id,
        project,
        mail -> actions.confirmSent(mail, actor),
        "Only an uncertain one is confirmed");
  }

  private MessageView act(
      OutgoingId id,
      ProjectId project,
      java.util.function.Predicate<StoredMail> action,
      String refusal) {
    StoredMail mail =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  StoredMail found = mails.detached(find(id, project));
                  String before = found.state().reported().code();
                  if (!action.test(found)) {
                    throw new ProblemException(
                        MessageProblem.WRONG_STATE,
                        "%s: the message is %s. Read it again.".formatted(refusal, before));
                  }
                  return found;
                });
    waiting.fire(new MailsWaiting(mail.mailbox()));
    return MessageView.of(mail, null);
  }

  private StoredMail find(OutgoingId id, ProjectId project) {
    List<StoredMail> found =
        project == null ? mails.find(id) : mails.find(project, id).stream().toList();
    if (found.size() > 1) {
      throw new ProblemException(
          MessageProblem.AMBIGUOUS, "Say which project's message is meant: add ?project=….");
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    MessageProblem.NOT_FOUND,
                    "There is no message %s: look for it with GET /api/v1/messages."
                        .formatted(id)));
  }
}
