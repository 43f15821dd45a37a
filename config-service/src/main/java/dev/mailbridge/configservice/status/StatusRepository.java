package dev.mailbridge.configservice.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class StatusRepository implements PanacheRepositoryBase<StatusEntity, StatusEntity.Key> {
  /** A record that is read again, or late, never replaces a newer one. */
  private static final String UPSERT =
      """
      insert into mailbox_status (mailbox_id, facet, state, code, detail, remedy, service, since,
        last_sign_of_life, at, figures)
      values (:mailbox, :facet, :state, :code, :detail, :remedy, :service,
        cast(:since as timestamptz), cast(:sign as timestamptz), :at, :figures)
      on conflict (mailbox_id, facet) do update set state = excluded.state, code = excluded.code,
        detail = excluded.detail, remedy = excluded.remedy, service = excluded.service,
        since = excluded.since, last_sign_of_life = excluded.last_sign_of_life, at = excluded.at,
        figures = excluded.figures, change = nextval('status_change')
      where mailbox_status.at <= excluded.at
      """;

  void upsert(MailboxStatus status) {
    JsonNode state = ContractJson.mapper().valueToTree(status.state());
    getEntityManager()
        .createNativeQuery(UPSERT)
        .setParameter("mailbox", status.mailboxId().value())
        .setParameter("facet", status.facet())
        .setParameter("state", state.asText())
        .setParameter("code", status.code())
        .setParameter("detail", status.detail())
        .setParameter("remedy", status.remedy())
        .setParameter("service", status.service())
        .setParameter("since", text(status.since()))
        .setParameter("sign", text(status.lastSignOfLife()))
        .setParameter("at", status.at())
        .setParameter(
            "figures",
            new String(ContractJson.write(status.figures()), StandardCharsets.UTF_8))
        .executeUpdate();
  }

  /** PostgreSQL can't tell the type of a null parameter; a text it casts. */
  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  List<StatusEntity> ofMailbox(String mailbox) {
    return list("mailboxId = ?1 order by facet", mailbox);
  }

  List<StatusEntity> ofMailboxes(Collection<String> mailboxes) {
    return list("mailboxId in ?1 order by facet", mailboxes);
  }

  long lastChange() {
    return ((Number)
            getEntityManager()
                .createNativeQuery("select coalesce(max(change), 0) from mailbox_status")
                .getSingleResult())
        .longValue();
  }
}
