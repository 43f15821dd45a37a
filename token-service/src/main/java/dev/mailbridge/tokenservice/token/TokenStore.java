package dev.mailbridge.tokenservice.token;

import dev.mailbridge.tokenservice.grant.Flow;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Tokens in the database, sealed. Used under the grant's row lock, in its transaction. */
@ApplicationScoped
public class TokenStore {
  private final EntityManager entities;
  private final Vault vault;
  private final Clock clock;

  TokenStore(EntityManager entities, Vault vault, Clock clock) {
    this.entities = entities;
    this.vault = vault;
    this.clock = clock;
  }

  Optional<HeldToken> find(Grant grant, Registration registration, Resource resource) {
    return Optional.ofNullable(
            entities.find(StoredToken.class, new StoredToken.Id(grant.mailboxId(), resource)))
        .map(
            row ->
                held(
                    grant,
                    registration,
                    vault.open(row.tokenSealed(), row.place()),
                    row.issuedAt(),
                    row.expiresAt()));
  }

  /** What a refresh, or client credentials, brought. */
  HeldToken renew(Grant grant, Registration registration, Resource resource, Granted granted) {
    if (granted.refreshToken() != null && grant.flow() != Flow.CLIENT_CREDENTIALS) {
      grant.rotate(sealRefreshToken(grant, granted.refreshToken()));
    }
    grant.refreshed(clock.instant());
    return store(grant, registration, resource, granted);
  }

  /** What a person's sign-in brought: everything from before is gone. */
  public void signedIn(Grant grant, Registration registration, Granted granted) {
    entities
        .createQuery("delete from StoredToken t where t.id.mailboxId = ?1")
        .setParameter(1, grant.mailboxId())
        .executeUpdate();
    grant.signedIn(sealRefreshToken(grant, granted.refreshToken()), clock.instant());
    store(grant, registration, registration.signInResource(), granted);
  }

  private byte[] sealRefreshToken(Grant grant, String refreshToken) {
    return refreshToken == null
        ? null
        : vault.seal(refreshToken, Grant.refreshTokenPlace(grant.mailboxId()));
  }

  private HeldToken store(
      Grant grant, Registration registration, Resource resource, Granted granted) {
    Instant now = clock.instant();
    Instant expires = now.plus(granted.life());
    StoredToken row =
        entities.find(StoredToken.class, new StoredToken.Id(grant.mailboxId(), resource));
    boolean known = row != null;
    if (!known) {
      row = new StoredToken(grant.mailboxId(), resource);
    }
    row.set(vault.seal(granted.accessToken(), row.place()), now, expires);
    if (!known) {
      entities.persist(row);
    }
    return held(grant, registration, granted.accessToken(), now, expires);
  }

  HeldToken password(Grant grant) {
    return new HeldToken(
        vault.open(grant.passwordSealed(), Grant.passwordPlace(grant.mailboxId())),
        clock.instant(),
        null,
        Flow.PASSWORD,
        grant.signsInAs(),
        grant.signsInAs());
  }

  String refreshToken(Grant grant) {
    return vault.open(grant.refreshTokenSealed(), Grant.refreshTokenPlace(grant.mailboxId()));
  }

  /**
   * Exchange wants the mailbox as IMAP's and POP3's user, and as SMTP's the one who signed in; an
   * app that signs in by itself names the mailbox everywhere; elsewhere it is the account.
   */
  private static HeldToken held(
      Grant grant, Registration registration, String token, Instant issued, Instant expires) {
    boolean appOnly = grant.flow() == Flow.CLIENT_CREDENTIALS;
    String imapUser = appOnly || registration.microsoft() ? grant.mailbox() : grant.signsInAs();
    String smtpUser = appOnly ? grant.mailbox() : grant.signsInAs();
    return new HeldToken(token, issued, expires, grant.flow(), imapUser, smtpUser);
  }
}
