package dev.mailbridge.tokenservice.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class RegistrationRepository implements PanacheRepositoryBase<RegistrationEntity, String> {
  List<String> mailboxesOf(String registrationId) {
    return getEntityManager()
        .createNativeQuery(
            "select mailbox_id from mailbox_grant where registration_id = ?1 order by 1",
            String.class)
        .setParameter(1, registrationId)
        .getResultList();
  }
}
