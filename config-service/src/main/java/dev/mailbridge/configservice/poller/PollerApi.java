package dev.mailbridge.configservice.poller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** imap-poller's REST interface, as far as it is used here. */
@RegisterRestClient(configKey = "imap-poller")
@RegisterProvider(PollerApi.Authorization.class)
@Path("/api/v1")
interface PollerApi {
  /** A mail that was held back, to be published without the rule that held it. */
  record Release(
      ContentRef content,
      String folder,
      Long uidValidity,
      Long uid,
      Instant receivedAt,
      ProjectId project) {}

  @GET
  @Path("content/{ref}")
  byte[] content(@PathParam("ref") @Encoded String ref);

  @POST
  @Path("mailboxes/{id}:release")
  JsonNode release(@PathParam("id") MailboxId id, Release release);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return response.getStatus() < 400 ? null : PollerException.refusal(response);
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
          .putSingle(HttpHeaders.AUTHORIZATION, keys.authorizationFor(Roles.IMAP_POLLER));
    }
  }
}
