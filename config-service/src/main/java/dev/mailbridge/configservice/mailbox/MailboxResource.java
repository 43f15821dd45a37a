package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/mailboxes")
@Tag(name = "Mailboxes")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class MailboxResource {
  private final Mailboxes mailboxes;

  MailboxResource(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  @GET
  @Operation(
      summary = "Mailboxes by address",
      description = "The header X-Total-Count tells how many there are on all pages.")
  public RestResponse<List<MailboxDefinition>> list(
      @QueryParam("search") String search,
      @QueryParam("project") ProjectId project,
      @QueryParam("page") @DefaultValue("0") @Min(0) int page,
      @QueryParam("size") @DefaultValue("100") @Min(1) @Max(1000) int size) {
    Mailboxes.Page found = mailboxes.search(search, project, page, size);
    return ResponseBuilder.ok(found.mailboxes()).header("X-Total-Count", found.total()).build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One mailbox; its revision is sent as ETag")
  public RestResponse<MailboxDefinition> get(MailboxId id) {
    return ok(mailboxes.get(id));
  }

  @POST
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Add a mailbox")
  public RestResponse<MailboxDefinition> create(@NotNull MailboxRequest request) {
    return created(mailboxes.create(request));
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Change a mailbox, or add one under this id",
      description =
          "To change one, send its ETag as If-Match (* to overwrite whatever is there);"
              + " 412 tells that somebody else has changed it meanwhile.")
  public RestResponse<MailboxDefinition> put(
      MailboxId id, @NotNull MailboxRequest request, @HeaderParam("If-Match") String ifMatch) {
    IfMatch match = IfMatch.of(ifMatch);
    if (match instanceof IfMatch.Absent && mailboxes.find(id).isEmpty()) {
      return created(mailboxes.create(request.withId(id)));
    }
    return ok(mailboxes.change(id, request, match));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Delete a mailbox and destroy its grant",
      description = "With If-Match, only if nobody has changed it meanwhile.")
  public void delete(MailboxId id, @HeaderParam("If-Match") String ifMatch) {
    mailboxes.delete(id, IfMatch.of(ifMatch));
  }

  private static RestResponse<MailboxDefinition> ok(MailboxDefinition mailbox) {
    return ResponseBuilder.ok(mailbox).header("ETag", IfMatch.etag(mailbox.revision())).build();
  }

  private static RestResponse<MailboxDefinition> created(MailboxDefinition mailbox) {
    return ResponseBuilder.create(RestResponse.Status.CREATED, mailbox)
        .location(URI.create("/api/v1/mailboxes/" + mailbox.id()))
        .header("ETag", IfMatch.etag(mailbox.revision()))
        .build();
  }
}
