package dev.mailbridge.smtpsender.api;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages: send, follow, cancel, retry. */
@Path("/api/v1/messages")
@Tag(name = "Messages")
@RunOnVirtualThread
class MessagesResource {
  private static final String ON_BEHALF_OF = "X-On-Behalf-Of";

  private final MessageService messages;
  private final SecurityIdentity caller;

  MessagesResource(MessageService messages, SecurityIdentity caller) {
    this.messages = messages;
    this.caller = caller;
  }

  @POST
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(
      summary = "Send a mail",
      description =
          "As mail.outgoing.<project>. The id, or the Idempotency-Key header in its place, names the"
              + " mail: the same one again answers 200 with what became of it, another one with the"
              + " same id 409.")
  public Response send(
      @HeaderParam("Idempotency-Key") String key,
      @Parameter(hidden = true) @HeaderParam("traceparent") String traceparent,
      OutgoingMail mail) {
    MessageService.Submitted submitted = messages.send(key, mail, traceparent);
    MessageView view = submitted.message();
    return submitted.created()
        ? Response.accepted(view).location(location(view)).build()
        : Response.ok(view).location(location(view)).build();
  }

  @GET
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER, Roles.CONFIG_SERVICE})
  @Operation(summary = "List messages, newest first")
  public MessagePage list(
      @QueryParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @QueryParam("mailbox") MailboxId mailbox,
      @QueryParam("ticket") String ticket,
      @QueryParam("state") DeliveryState state,
      @QueryParam("recipient") String recipient,
      @Parameter(description = "Part of subject, recipient, Message-ID, id or ticket")
          @QueryParam("search")
          String search,
      @QueryParam("before") Long before,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
    return messages.list(
        new MessageQuery(id, project, mailbox, ticket, state, recipient, search, before, limit));
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER, Roles.CONFIG_SERVICE})
  @Operation(summary = "A message with every attempt")
  public MessageView get(@PathParam("id") OutgoingId id, @QueryParam("project") ProjectId project) {
    return messages.get(id, project);
  }

  @POST
  @Path("{id}:cancel")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(summary = "Withdraw a message that has not been sent")
  public MessageView cancel(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person) {
    return messages.cancel(id, project, actor(person));
  }

  @POST
  @Path("{id}:retry")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(
      summary = "Send a message again",
      description =
          "At once, for one that waits; again, for one that failed, was refused by the server, or is"
              + " uncertain: only after looking whether it has arrived.")
  public MessageView retry(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person) {
    return messages.retry(id, project, actor(person));
  }

  @POST
  @Path("{id}:confirm-sent")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(summary = "Say that an uncertain message has arrived")
  public MessageView confirm(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person) {
    return messages.confirmSent(id, project, actor(person));
  }

  /** One page; {@code next} is the {@code before} of the following one, null at the end. */
  record MessagePage(List<MessageView> messages, Long next) {}

  /** The web admin acts for a person that it has signed in; nobody else may say who it was. */
  private String actor(String person) {
    String name =
        person != null && !person.isBlank() && caller.hasRole(Roles.CONFIG_SERVICE)
            ? person.strip()
            : caller.getPrincipal().getName();
    return name.length() > 64 ? name.substring(0, 64) : name;
  }

  private static URI location(MessageView view) {
    return URI.create(
        "/api/v1/messages/%s?project=%s"
            .formatted(
                URLEncoder.encode(view.id().value(), StandardCharsets.UTF_8), view.project()));
  }
}
