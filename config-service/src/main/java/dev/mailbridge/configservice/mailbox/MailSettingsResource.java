package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.configservice.settings.Settings.Stored;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/settings/outgoing-server")
@Tag(name = "Settings")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class MailSettingsResource {
  private final MailSettings settings;

  MailSettingsResource(MailSettings settings) {
    this.settings = settings;
  }

  @GET
  @Operation(summary = "Outgoing E-mail Server (SMTP): what a new mailbox sends with")
  public RestResponse<OutgoingServer> get() {
    return ok(settings.stored());
  }

  @PUT
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Change it; with mailboxes=true also for the mailboxes that use it")
  public RestResponse<OutgoingServer> put(
      @NotNull OutgoingServer server,
      @QueryParam("mailboxes") @DefaultValue("false") boolean mailboxes,
      @HeaderParam("If-Match") String ifMatch) {
    settings.apply(server, mailboxes, IfMatch.of(ifMatch));
    return ok(settings.stored());
  }

  private static RestResponse<OutgoingServer> ok(Stored<OutgoingServer> stored) {
    return ResponseBuilder.ok(stored.value())
        .header("ETag", IfMatch.etag(stored.revision()))
        .build();
  }
}
