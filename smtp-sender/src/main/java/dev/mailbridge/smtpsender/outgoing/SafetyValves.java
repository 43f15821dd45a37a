package dev.mailbridge.smtpsender.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What keeps a fault elsewhere from becoming a flood of mails. */
@ApplicationScoped
class SafetyValves {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final EntityManager entities;
  private final AcceptanceConfig config;

  SafetyValves(EntityManager entities, AcceptanceConfig config) {
    this.entities = entities;
    this.config = config;
  }

  boolean allowsRecipients(StoredMail mail) {
    if (config.allowedRecipientDomains().isEmpty()) {
      return true;
    }
    Set<String> domains = config.allowedRecipientDomains().get();
    return mail.recipients().stream()
        .map(RecipientState::address)
        .map(address -> address.substring(address.lastIndexOf('@') + 1))
        .allMatch(domains::contains);
  }

  /** Whether this automatic answer's recipient has had too many lately. */
  boolean storm(StoredMail mail, Instant now) {
    if (mail.autoRecipient == null) {
      return false;
    }
    Number lately =
        (Number)
            entities
                .createNativeQuery(
                    """
                    select count(*) from outgoing_mail
                    where auto_recipient = ?1 and accepted_at > ?2 and state <> 'REFUSED'
                      and not (project = ?3 and id = ?4)
                    """)
                .setParameter(1, mail.autoRecipient)
                .setParameter(2, now.minus(WINDOW))
                .setParameter(3, mail.project)
                .setParameter(4, mail.outgoingId)
                .getSingleResult();
    return lately.longValue() >= config.autoRepliesPerHour();
  }
}
