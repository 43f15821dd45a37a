package dev.mailbridge.tokenservice.vault;

import dev.mailbridge.tokenservice.audit.AuditLog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Seals everything anew under a new master key while the service runs: row by row, each under its
 * lock. Interrupted, it is simply run again.
 */
@ApplicationScoped
class MasterKeyRotation {
  private static final Logger LOG = Logger.getLogger(MasterKeyRotation.class);

  /**
   * Where ciphertexts lie.
   *
   * @param key the row's key as one text, in SQL
   * @param place what the ciphertext is bound to, in SQL
   */
  private record Column(String table, String name, String key, String place) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("credential", "secret_sealed", "id", "'credential/' || id"),
          new Column(
              "mailbox_grant",
              "refresh_token_sealed",
              "mailbox_id",
              "'grant/' || mailbox_id || '/refresh-token'"),
          new Column(
              "mailbox_grant",
              "password_sealed",
              "mailbox_id",
              "'grant/' || mailbox_id || '/password'"),
          new Column(
              "access_token",
              "token_sealed",
              "mailbox_id || '/' || resource",
              "'grant/' || mailbox_id || '/access-token/' || resource"),
          new Column("sign_in", "secrets_sealed", "code_hash", "'sign-in/' || code_hash"),
          new Column("device_sign_in", "device_code_sealed", "id", "'device-sign-in/' || id"),
          new Column("mac_key", "secret_sealed", "id", "'mac-key/' || id"),
          new Column("master_key_check", "probe_sealed", "id::text", "'master-key-check'"));

  private final MasterKey masterKey;
  private final Vault vault;
  private final EntityManager entities;
  private final AuditLog audit;

  MasterKeyRotation(MasterKey masterKey, Vault vault, EntityManager entities, AuditLog audit) {
    this.masterKey = masterKey;
    this.vault = vault;
    this.entities = entities;
    this.audit = audit;
  }

  /**
   * Makes a new key and seals everything under it; the older keys stay for backups.
   *
   * @return how many ciphertexts were sealed anew
   */
  int rotate() {
    masterKey.rotate();
    int resealed = reseal();
    record("master-key-rotated", resealed);
    return resealed;
  }

  /** Removes the older keys: what was stolen with one of them is worth nothing from now on. */
  int retire() {
    int resealed = reseal();
    masterKey.removeOld();
    record("master-keys-retired", resealed);
    return resealed;
  }

  private void record(String action, int resealed) {
    QuarkusTransaction.requiringNew()
        .run(() -> audit.record(action, null, null, resealed + " ciphertexts"));
  }

  private int reseal() {
    int resealed = 0;
    for (Column column : COLUMNS) {
      for (String key : keys(column)) {
        resealed += QuarkusTransaction.requiringNew().call(() -> reseal(column, key));
      }
    }
    return resealed;
  }

  private List<String> keys(Column column) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                entities
                    .createNativeQuery(
                        "select %s from %s where %s is not null"
                            .formatted(column.key(), column.table(), column.name()),
                        String.class)
                    .getResultList());
  }

  private int reseal(Column column, String key) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select %s, %s from %s where %s = ?1 and %s is not null for update"
                    .formatted(
                        column.place(), column.name(), column.table(), column.key(), column.name()),
                Object[].class)
            .setParameter(1, key)
            .getResultList();
    for (Object row : rows) {
      Object[] fields = (Object[]) row;
      String place = (String) fields[0];
      byte[] sealed;
      try {
        sealed = vault.seal(vault.open((byte[]) fields[1], place), place);
      } catch (VaultException e) {
        // Altered or moved: lost under any key, and no reason to leave the others as they are.
        LOG.errorf("%s can't be opened and stays as it is: set that secret anew.", place);
        return 0;
      }
      entities
          .createNativeQuery(
              "update %s set %s = ?1 where %s = ?2"
                  .formatted(column.table(), column.name(), column.key()))
          .setParameter(1, sealed)
          .setParameter(2, key)
          .executeUpdate();
    }
    return rows.size();
  }
}
