package dev.mailbridge.configservice.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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
            "figures", new String(ContractJson.write(status.figures()), StandardCharsets.UTF_8))
        .executeUpdate();
  }

  /** PostgreSQL can't tell the type of a null parameter; a text it casts. */
  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /**
   * How many enabled mailboxes have a facet in a state.
   *
   * @param lagSeconds the longest of them, null when none has said
   */
  record FacetState(String facet, String state, long mailboxes, Double lagSeconds) {}

  private static final String FACET_STATES =
      """
      select s.facet, s.state, count(*),
        max(cast(cast(s.figures as json) ->> 'lag_seconds' as double precision))
      from mailbox_status s join mailbox m on m.id = s.mailbox_id
      where m.enabled group by s.facet, s.state
      """;

  List<FacetState> facetStates() {
    List<FacetState> states = new ArrayList<>();
    for (Object row : getEntityManager().createNativeQuery(FACET_STATES).getResultList()) {
      Object[] columns = (Object[]) row;
      states.add(
          new FacetState(
              (String) columns[0],
              (String) columns[1],
              ((Number) columns[2]).longValue(),
              columns[3] == null ? null : ((Number) columns[3]).doubleValue()));
    }
    return states;
  }

  List<StatusEntity> ofMailbox(String mailbox) {
    return list("mailboxId = ?1 order by facet", mailbox);
  }

  List<StatusEntity> ofMailboxes(Collection<String> mailboxes) {
    return list("mailboxId in ?1 order by facet", mailboxes);
  }

  /** Each mailbox counts once, by its worst facet. */
  private static final String SUMMARY =
      """
      select count(*),
        count(*) filter (where enabled and urgency = 1),
        count(*) filter (where enabled and urgency = 3),
        count(*) filter (where enabled and urgency = 2),
        count(*) filter (where not enabled)
      from (select m.id, m.enabled, coalesce(max(case
              when s.state in ('failing', 'sign-in-needed', 'throttled', 'warning') then 3
              when s.state is null or s.state in ('connecting', 'paused') then 2 else 1 end), 2) as urgency
            from mailbox m left join mailbox_status s on s.mailbox_id = m.id
            group by m.id, m.enabled) each
      """;

  StatusSummary summary() {
    Object[] counts = (Object[]) getEntityManager().createNativeQuery(SUMMARY).getSingleResult();
    return new StatusSummary(
        count(counts[0]), count(counts[1]), count(counts[2]), count(counts[3]), count(counts[4]));
  }

  private static long count(Object number) {
    return ((Number) number).longValue();
  }

  /** Newest first: what went wrong with enabled mailboxes, and is still so. */
  private static final String TROUBLES =
      """
      select s.* from mailbox_status s join mailbox m on m.id = s.mailbox_id
      where m.enabled and s.state in ('failing', 'sign-in-needed', 'throttled', 'warning')
      order by coalesce(s.since, s.at) desc, s.mailbox_id, s.facet
      """;

  @SuppressWarnings("unchecked")
  List<StatusEntity> troubles(int most) {
    return getEntityManager()
        .createNativeQuery(TROUBLES, StatusEntity.class)
        .setMaxResults(most)
        .getResultList();
  }

  private static final String BACKLOG =
      """
      select coalesce(sum(coalesce(cast(f ->> 'under_way' as double precision), 0)
            + coalesce(cast(f ->> 'waiting' as double precision), 0)), 0),
          max(cast(f ->> 'lag_seconds' as double precision))
      from (select cast(s.figures as json) f from mailbox_status s
            join mailbox m on m.id = s.mailbox_id where m.enabled) each
      """;

  Backlog backlog() {
    Object[] row = (Object[]) getEntityManager().createNativeQuery(BACKLOG).getSingleResult();
    return new Backlog(
        count(row[0]), row[1] == null ? 0 : Math.round(((Number) row[1]).doubleValue()));
  }

  /** Differs when a status or a mailbox was changed, or a mail came or went. */
  record Mark(long change, long statuses, long revision, long mailboxes, long counted) {}

  private static final String MARK =
      """
      select (select coalesce(max(change), 0) from mailbox_status),
        (select count(*) from mailbox_status),
        (select coalesce(max(revision), 0) from mailbox), (select count(*) from mailbox),
        (select coalesce(sum(next), 0) from traffic_offset)
      """;

  Mark mark() {
    Object[] marks = (Object[]) getEntityManager().createNativeQuery(MARK).getSingleResult();
    return new Mark(
        count(marks[0]), count(marks[1]), count(marks[2]), count(marks[3]), count(marks[4]));
  }
}
