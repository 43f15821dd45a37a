package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.contracts.DeadLetter;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Locale;
import java.util.Optional;

@ApplicationScoped
class DeadLetterRepository implements PanacheRepositoryBase<DeadLetterEntity, Long> {
  /** A mail that fails again tells the newest reason; what a person settled stays settled. */
  private static final String UPSERT =
      """
      insert into dead_letter (id, mailbox_id, project, source, uid_validity, uid, reason, detail,
        remedy, raw_content, at)
      values (:id, :mailbox, :project, :source, cast(:validity as bigint), cast(:uid as bigint),
        :reason, :detail, :remedy, :raw, :at)
      on conflict (id) do update set reason = excluded.reason, detail = excluded.detail,
        remedy = excluded.remedy, raw_content = excluded.raw_content, at = excluded.at
      where dead_letter.state = 'held' and dead_letter.at < excluded.at
      """;

  void upsert(DeadLetter letter) {
    getEntityManager()
        .createNativeQuery(UPSERT)
        .setParameter("id", letter.id())
        .setParameter("mailbox", letter.mailboxId() == null ? null : letter.mailboxId().value())
        .setParameter("project", letter.project() == null ? null : letter.project().value())
        .setParameter("source", letter.source())
        .setParameter("validity", text(letter.uidValidity()))
        .setParameter("uid", text(letter.uid()))
        .setParameter("reason", letter.reason())
        .setParameter("detail", letter.detail())
        .setParameter("remedy", letter.remedy())
        .setParameter("raw", letter.rawContent() == null ? null : letter.rawContent().value())
        .setParameter("at", letter.at())
        .executeUpdate();
  }

  /** PostgreSQL can't tell the type of a null parameter; a text it casts. */
  private static String text(Long number) {
    return number == null ? null : number.toString();
  }

  /**
   * @param state null for all
   * @param search part of the mailbox, the source, the reason or the detail; blank for all
   */
  PanacheQuery<DeadLetterEntity> newest(HeldState state, String search) {
    return find(
        """
        (:state = '' or state = :state) and (lower(coalesce(mailboxId, '')) like :search
        or lower(coalesce(source, '')) like :search or lower(reason) like :search
        or lower(coalesce(detail, '')) like :search) order by number desc
        """,
        Parameters.with("state", state == null ? "" : state.code())
            .and(
                "search",
                "%" + (search == null ? "" : search.strip().toLowerCase(Locale.ROOT)) + "%"));
  }

  Optional<DeadLetterEntity> locked(long number) {
    return findByIdOptional(number, LockModeType.PESSIMISTIC_WRITE);
  }

  long held() {
    return count("state", HeldState.HELD.code());
  }
}
