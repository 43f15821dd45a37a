package dev.mailbridge.configservice.sender;

import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.configservice.callee.OwnIdentity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.check.CheckReport;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** smtp-sender's REST interface, as far as it is used here. */
@RegisterRestClient(configKey = "smtp-sender")
@RegisterProvider(OwnIdentity.class)
@Path("/api/v1")
interface SenderApi {
  /** Who decided, for the history of the mail. */
  String ON_BEHALF_OF = "X-On-Behalf-Of";

  /**
   * @param next where the following page begins, null at the end
   */
  record MessagePage(List<SentMessage> messages, Long next) {}

  record CheckRequest(MailboxDefinition mailbox) {}

  @GET
  @Path("messages")
  MessagePage list(
      @QueryParam("search") String search,
      @QueryParam("mailbox") MailboxId mailbox,
      @QueryParam("ticket") String ticket,
      @QueryParam("state") String state,
      @QueryParam("recipient") String recipient,
      @QueryParam("before") Long before,
      @QueryParam("limit") int limit);

  @GET
  @Path("messages/{id}")
  SentMessage get(@PathParam("id") OutgoingId id, @QueryParam("project") ProjectId project);

  @POST
  @Path("messages")
  SentMessage send(OutgoingMail mail);

  @POST
  @Path("messages/{id}:cancel")
  SentMessage cancel(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @POST
  @Path("messages/{id}:retry")
  SentMessage retry(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @POST
  @Path("messages/{id}:confirm-sent")
  SentMessage confirmSent(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @POST
  @Path("mailboxes:check")
  CheckReport check(CheckRequest request);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return Callee.SMTP_SENDER.failure(response);
  }
}
