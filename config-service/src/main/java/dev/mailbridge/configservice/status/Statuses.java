package dev.mailbridge.configservice.status;

import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the mailboxes are. */
@ApplicationScoped
public class Statuses {
  private final StatusRepository statuses;
  private final Mailboxes mailboxes;

  Statuses(StatusRepository statuses, Mailboxes mailboxes) {
    this.statuses = statuses;
    this.mailboxes = mailboxes;
  }

  @Transactional
  public MailboxHealth of(MailboxId id) {
    return of(mailboxes.get(id));
  }

  @Transactional
  public MailboxHealth of(MailboxDefinition mailbox) {
    return MailboxHealth.of(
        mailbox.id(),
        mailbox.enabled(),
        statuses.ofMailbox(mailbox.id().value()).stream().map(StatusEntity::status).toList());
  }

  @Transactional
  public Map<MailboxId, MailboxHealth> of(List<MailboxDefinition> definitions) {
    Map<String, List<MailboxStatus>> facets =
        statuses.ofMailboxes(definitions.stream().map(m -> m.id().value()).toList()).stream()
            .collect(
                Collectors.groupingBy(
                    entity -> entity.mailboxId,
                    Collectors.mapping(StatusEntity::status, Collectors.toList())));
    return definitions.stream()
        .map(
            mailbox ->
                MailboxHealth.of(
                    mailbox.id(),
                    mailbox.enabled(),
                    facets.getOrDefault(mailbox.id().value(), List.of())))
        .collect(Collectors.toMap(MailboxHealth::mailboxId, Function.identity()));
  }

  @Transactional
  public StatusSummary summary() {
    return statuses.summary();
  }

  /** The newest troubles of enabled mailboxes that are not over. */
  @Transactional
  public List<MailboxStatus> troubles(int most) {
    return statuses.troubles(most).stream().map(StatusEntity::status).toList();
  }

  @Transactional
  public Backlog backlog() {
    return statuses.backlog();
  }

  @Transactional
  void store(MailboxStatus status) {
    statuses.upsert(status);
  }

  /**
   * @param key {@code mailbox/facet}
   */
  @Transactional
  void remove(String key) {
    String[] parts = key.split("/", 2);
    if (parts.length == 2) {
      statuses.deleteById(new StatusEntity.Key(parts[0], parts[1]));
    }
  }
}
