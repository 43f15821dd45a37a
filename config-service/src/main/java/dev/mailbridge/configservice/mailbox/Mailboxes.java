package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds, changes and deletes mailboxes; each change leaves with its event. */
@ApplicationScoped
public class Mailboxes {
  private final MailboxRepository mailboxes;
  private final MailboxRules rules;
  private final MailboxEvents events;
  private final AuditLog audit;
  private final Clock clock;

  Mailboxes(
      MailboxRepository mailboxes,
      MailboxRules rules,
      MailboxEvents events,
      AuditLog audit,
      Clock clock) {
    this.mailboxes = mailboxes;
    this.rules = rules;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param total how many there are on all pages
   */
  public record Page(List<MailboxDefinition> mailboxes, long total) {}

  @Transactional
  public Page search(String search, ProjectId project, int page, int size) {
    PanacheQuery<MailboxEntity> found = mailboxes.search(search, project);
    return new Page(
        found.page(page, size).list().stream().map(MailboxEntity::definition).toList(),
        found.count());
  }

  @Transactional
  public List<MailboxDefinition> all() {
    return mailboxes.list("order by id").stream().map(MailboxEntity::definition).toList();
  }

  @Transactional
  public Optional<MailboxDefinition> find(MailboxId id) {
    return mailboxes.findByIdOptional(id.value()).map(MailboxEntity::definition);
  }

  @Transactional
  public MailboxDefinition get(MailboxId id) {
    return find(id).orElseThrow(() -> notFound(id));
  }

  @Transactional
  public MailboxDefinition create(MailboxRequest request) {
    rules.requireValid(request);
    MailboxId id = request.id() == null ? rules.freeId(request.address()) : request.id();
    if (mailboxes.findByIdOptional(id.value()).isPresent()) {
      throw new ProblemException(
          MailboxProblem.EXISTS,
          "Choose another id than %s, or change that mailbox.".formatted(id));
    }
    rules.requireNoGrantLeft(id);
    MailboxDefinition mailbox = request.definition(id, mailboxes.nextRevision());
    MailboxEntity entity = new MailboxEntity();
    entity.set(mailbox, clock.instant());
    // The row's lock comes before the event's place in the order.
    mailboxes.persistAndFlush(entity);
    events.changed(mailbox);
    audit.record("create", "mailbox", id.value(), null, mailbox);
    return mailbox;
  }

  @Transactional
  public MailboxDefinition change(MailboxId id, MailboxRequest request, IfMatch match) {
    MailboxEntity entity = mailboxes.locked(id.value()).orElseThrow(() -> notFound(id));
    match.requireMatch(entity.revision);
    if (request.id() != null && !request.id().equals(id)) {
      throw new ProblemException(
          MailboxProblem.ID_FIXED,
          "Cursors and grant hang on the id %s: add a new mailbox %s instead."
              .formatted(id, request.id()));
    }
    rules.requireValid(request.withId(id));
    MailboxDefinition before = entity.definition();
    if (request.definition(id, before.revision()).equals(before)) {
      return before;
    }
    MailboxDefinition mailbox = request.definition(id, mailboxes.nextRevision());
    entity.set(mailbox, clock.instant());
    events.changed(mailbox);
    audit.record("change", "mailbox", id.value(), before, mailbox);
    return mailbox;
  }

  /** The mailbox as it would become; nothing is stored. */
  public MailboxDefinition draft(MailboxId id, MailboxRequest request) {
    rules.requireValid(request.withId(id));
    return request.definition(id, get(id).revision());
  }

  /** Deletes the mailbox and has its grant destroyed at token-service. */
  @Transactional
  public void delete(MailboxId id, IfMatch match) {
    MailboxEntity entity = mailboxes.locked(id.value()).orElseThrow(() -> notFound(id));
    match.allowMatch(entity.revision);
    audit.record("delete", "mailbox", id.value(), entity.definition(), null);
    mailboxes.delete(entity);
    mailboxes.flush();
    events.deleted(id);
  }

  /**
   * Publishes every mailbox as it is: after Kafka was lost, or its topic was.
   *
   * @return how many
   */
  @Transactional
  public int publishAll() {
    List<MailboxEntity> all = mailboxes.list("order by id");
    for (MailboxEntity one : all) {
      // The lock keeps a change of the same moment from getting an earlier place than this.
      mailboxes.locked(one.id).ifPresent(locked -> events.changed(locked.definition()));
    }
    audit.record("publish", "mailboxes", "all", null, Map.of("published", all.size()));
    return all.size();
  }

  private static ProblemException notFound(MailboxId id) {
    return new ProblemException(
        MailboxProblem.NOT_FOUND,
        "No mailbox has the id %s; GET /api/v1/mailboxes lists them.".formatted(id));
  }
}
