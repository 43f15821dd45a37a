package dev.mailbridge.configservice.sender;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** smtp-sender's REST interface, as far as it is used here. */
@RegisterRestClient(configKey = "smtp-sender")
@RegisterProvider(SenderApi.Authorization.class)
@Path("/api/v1/messages")
interface SenderApi {
  /** Who decided, for the history of the mail. */
  String ON_BEHALF_OF = "X-On-Behalf-Of";

  /**
   * @param next where the following page begins, null at the end
   */
  record MessagePage(List<SentMessage> messages, Long next) {}

  @GET
  MessagePage list(
      @QueryParam("search") String search,
      @QueryParam("mailbox") MailboxId mailbox,
      @QueryParam("ticket") String ticket,
      @QueryParam("state") String state,
      @QueryParam("recipient") String recipient,
      @QueryParam("before") Long before,
      @QueryParam("limit") int limit);

  @GET
  @Path("{id}")
  SentMessage get(@PathParam("id") OutgoingId id, @QueryParam("project") ProjectId project);

  @POST
  SentMessage send(OutgoingMail mail);

  @POST
  @Path("{id}:cancel")
  SentMessage cancel(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @POST
  @Path("{id}:retry")
  SentMessage retry(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @POST
  @Path("{id}:confirm-sent")
  SentMessage confirmSent(
      @PathParam("id") OutgoingId id,
      @QueryParam("project") ProjectId project,
      @HeaderParam(ON_BEHALF_OF) String person);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return response.getStatus() < 400 ? null : SenderException.refusal(response);
  }

  /** This service's own identity goes with every request. */
  class Authorization implements ClientRequestFilter {
    private final ServiceKeys keys;

    Authorization(ServiceKeys keys) {
      this.keys = keys;
    }

    @Override
    public void filter(ClientRequestContext request) {
      request
          .getHeaders()
          .putSingle(HttpHeaders.AUTHORIZATION, keys.authorizationFor(Roles.SMTP_SENDER));
    }
  }
}
