package dev.mailbridge.tokenservice.audit;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/audit")
@Tag(name = "Audit")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR})
@RunOnVirtualThread
class AuditResource {
  private static final int MOST = 1000;

  private final EntityManager entities;

  AuditResource(EntityManager entities) {
    this.entities = entities;
  }

  @GET
  @Transactional
  @Operation(
      summary = "Who did what, the latest first",
      description = "Go on with before=<the last id>.")
  public List<AuditEntity> list(
      @QueryParam("mailbox") @DefaultValue("") String mailbox,
      @QueryParam("registration") @DefaultValue("") String registration,
      @QueryParam("before") Long before,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return entities
        .createQuery(
            "from AuditEntity a where (?1 = '' or a.mailboxId = ?1) and (?2 = '' or"
                + " a.registrationId = ?2) and a.id < ?3 order by a.id desc",
            AuditEntity.class)
        .setParameter(1, mailbox)
        .setParameter(2, registration)
        .setParameter(3, before == null ? Long.MAX_VALUE : before)
        .setMaxResults(Math.clamp(limit, 1, MOST))
        .getResultList();
  }
}
