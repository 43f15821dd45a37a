package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.status.StatusChanges;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;

/** Tells open pages that something changed; they fetch what they show. */
@Path("overview/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
class LiveUpdates {
  private final StatusChanges changes;

  LiveUpdates(StatusChanges changes) {
    this.changes = changes;
  }

  /** A page that went away ends its stream with the next change: that is no error. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink page, @Context Sse sse) {
    CompletableFuture<Cancellable> watching = new CompletableFuture<>();
    Runnable end =
        () -> {
          watching.thenAccept(Cancellable::cancel);
          page.close();
        };
    watching.complete(
        changes.stream()
            .subscribe()
            .with(change -> tell(page, sse, change, end), failure -> end.run()));
  }

  private static void tell(SseEventSink page, Sse sse, String change, Runnable end) {
    if (page.isClosed()) {
      end.run();
      return;
    }
    page.send(sse.newEventBuilder().name("changed").data(change).build())
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                end.run();
              }
            });
  }
}
