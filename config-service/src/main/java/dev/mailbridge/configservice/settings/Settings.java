package dev.mailbridge.configservice.settings;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ContractJson;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Keeps documents; each change goes to the audit log. */
@ApplicationScoped
public class Settings {
  private final SettingRepository settings;
  private final AuditLog audit;
  private final Clock clock;

  Settings(SettingRepository settings, AuditLog audit, Clock clock) {
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param revision sent as ETag
   */
  public record Stored<T>(T value, long revision) {}

  @Transactional
  public <T> Optional<Stored<T>> find(String name, Class<T> type) {
    return settings
        .findByIdOptional(name)
        .map(entity -> new Stored<>(read(entity, type), entity.revision));
  }

  @Transactional
  public <T> Stored<T> store(String name, T value, Class<T> type, IfMatch match) {
    Optional<SettingEntity> present =
        settings.findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    present.ifPresent(entity -> match.requireMatch(entity.revision));
    T before = present.map(entity -> read(entity, type)).orElse(null);
    if (value.equals(before)) {
      return new Stored<>(before, present.orElseThrow().revision);
    }
    SettingEntity entity = present.orElseGet(SettingEntity::new);
    entity.name = name;
    entity.value = new String(ContractJson.write(value), StandardCharsets.UTF_8);
    entity.revision = settings.nextRevision();
    entity.updatedAt = clock.instant();
    settings.persist(entity);
    audit.record(before == null ? "create" : "change", "setting", name, before, value);
    return new Stored<>(value, entity.revision);
  }

  private static <T> T read(SettingEntity entity, Class<T> type) {
    return ContractJson.read(entity.value.getBytes(StandardCharsets.UTF_8), type);
  }

  @ApplicationScoped
  static class SettingRepository implements PanacheRepositoryBase<SettingEntity, String> {
    long nextRevision() {
      return ((Number)
              getEntityManager().createNativeQuery("select nextval('revision')").getSingleResult())
          .longValue();
    }
  }
}
