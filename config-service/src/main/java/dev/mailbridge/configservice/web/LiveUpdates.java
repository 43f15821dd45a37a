package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.status.StatusChanges;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Tells open pages that something changed; they fetch what they show. */
@Path("overview/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
class LiveUpdates {
  private final StatusChanges changes;

  LiveUpdates(StatusChanges changes) {
    this.changes = changes;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> events(@Context Sse sse) {
    return changes.stream()
        .map(change -> sse.newEventBuilder().name("changed").data(String.valueOf(change)).build());
  }
}
