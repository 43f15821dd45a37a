package dev.mailbridge.tokenservice.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class CredentialRepository implements PanacheRepositoryBase<CredentialEntity, String> {
  /** The current one first. */
  List<CredentialEntity> of(String registrationId) {
    return list("registrationId = ?1 order by slot", registrationId);
  }

  void remove(String registrationId, String slot) {
    delete("registrationId = ?1 and slot = ?2", registrationId, slot);
  }
}
