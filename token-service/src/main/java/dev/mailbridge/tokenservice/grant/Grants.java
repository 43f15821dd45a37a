package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.registration.RegistrationChanged;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Keeps grants: defines, revokes and destroys them. */
@ApplicationScoped
public class Grants {
  private static final long REPORT_LOCK = 3017_0003;

  private final GrantRepository grants;
  private final GrantChangeLog changes;
  private final GrantViews views;
  private final Registrations registrations;
  private final EntityManager entities;
  private final Event<GrantStatusChanged> statusChanged;
  private final Vault vault;
  private final AuditLog audit;
  private final Clock clock;

  Grants(
      GrantRepository grants,
      GrantChangeLog changes,
      GrantViews views,
      Registrations registrations,
      EntityManager entities,
      Event<GrantStatusChanged> statusChanged,
      Vault vault,
      AuditLog audit,
      Clock clock) {
    this.grants = grants;
    this.changes = changes;
    this.views = views;
    this.registrations = registrations;
    this.entities = entities;
    this.statusChanged = statusChanged;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  GrantView define(MailboxId mailbox, GrantDefinition definition) {
    String id = mailbox.value();
    check(definition);
    Grant grant = grants.lock(id).orElse(null);
    boolean known = grant != null;
    if (!known) {
      grant = new Grant(id, clock.instant());
    }
    boolean keep = known && grant.keepsTokens(definition);
    grant.define(definition, clock.instant());
    if (!keep) {
      dropTokens(id);
      grant.reset();
    }
    if (definition.flow() == Flow.PASSWORD) {
      if (definition.password() == null && grant.passwordSealed() == null) {
        throw invalid("password", "is missing: enter the mailbox's password");
      }
      if (definition.password() != null) {
        grant.setPassword(vault.seal(definition.password(), Grant.passwordPlace(id)));
      }
    }
    grants.persist(grant);
    changed(grant, known ? "grant-changed" : "grant-created");
    return views.view(grant);
  }

  private void check(GrantDefinition definition) {
    if (definition.flow() == Flow.PASSWORD) {
      return;
    }
    if (definition.password() != null) {
      throw invalid("password", "is for flow password only: leave it out");
    }
    if (definition.registrationId() == null) {
      throw invalid("registrationId", "is missing: choose the app registration to sign in with");
    }
    if (!registrations.exists(definition.registrationId())) {
      throw invalid(
          "registrationId",
          "names no registration: create %s first".formatted(definition.registrationId()));
    }
  }

  @Transactional
  GrantView get(MailboxId mailbox) {
    return views.view(require(mailbox.value()));
  }

  @Transactional
  List<GrantView> list() {
    return grants.listAll().stream().map(views::view).toList();
  }

  @Transactional
  void delete(MailboxId mailbox) {
    grants
        .lock(mailbox.value())
        .ifPresent(
            grant -> {
              changed(grant, "grant-deleted");
              statusChanged.fire(GrantStatusChanged.deleted(mailbox));
              grants.delete(grant);
            });
  }

  @Transactional
  GrantView revoke(MailboxId mailbox) {
    Grant grant = require(mailbox.value());
    dropTokens(mailbox.value());
    grant.revoke();
    changed(grant, "grant-revoked");
    return views.view(grant);
  }

  /** An administrator has mended something at the provider: asks again at the next request. */
  @Transactional
  GrantView retry(MailboxId mailbox) {
    Grant grant = require(mailbox.value());
    grant.forgetFailure();
    changed(grant, "grant-retried");
    return views.view(grant);
  }

  private Grant require(String mailboxId) {
    return grants
        .lock(mailboxId)
        .orElseThrow(
            () ->
                new ProblemException(
                    GrantProblem.NOT_FOUND,
                    "Mailbox %s has no grant: define one with PUT /api/v1/mailboxes/%s/grant."
                        .formatted(mailboxId, mailboxId)));
  }

  /**
   * A disabled registration ends its mailboxes' tokens; a mended one lets failing ones try again.
   */
  void registrationChanged(@Observes RegistrationChanged event) {
    for (Grant grant : grants.ofRegistration(event.registrationId())) {
      boolean waiting =
          grant.state() == GrantState.FAILING && grant.failureCode() != Code.SIGN_IN_AGAIN;
      if (waiting) {
        grant.forgetFailure();
      }
      if (event.disabled() || waiting) {
        changes.append(grant.mailboxId());
        statusChanged.fire(GrantStatusChanged.of(views.status(grant)));
      }
    }
  }

  /** By one replica at a time; the others skip their turn. */
  @Transactional
  public void reportAll() {
    Boolean mine =
        (Boolean)
            entities
                .createNativeQuery("select pg_try_advisory_xact_lock(?1)", Boolean.class)
                .setParameter(1, REPORT_LOCK)
                .getResultList()
                .getFirst();
    if (mine) {
      grants.listAll().stream()
          .map(views::status)
          .map(GrantStatusChanged::of)
          .forEach(statusChanged::fire);
    }
  }

  private void changed(Grant grant, String action) {
    changes.append(grant.mailboxId());
    audit.record(action, grant.registrationId(), grant.mailboxId(), null);
    statusChanged.fire(GrantStatusChanged.of(views.status(grant)));
  }

  private void dropTokens(String mailboxId) {
    entities
        .createNativeQuery("delete from access_token where mailbox_id = ?1")
        .setParameter(1, mailboxId)
        .executeUpdate();
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(GrantProblem.INVALID, "/" + field + ": " + detail);
  }
}
