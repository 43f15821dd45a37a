package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** token-service's REST interface, as far as it is passed on. Bodies go through as they are. */
@RegisterRestClient(configKey = "token-service")
@RegisterProvider(TokenServiceApi.Authorization.class)
@Path("/api/v1")
interface TokenServiceApi {
  @GET
  @Path("registrations")
  JsonNode registrations();

  @GET
  @Path("registrations/{id}")
  JsonNode registration(@PathParam("id") String id);

  @POST
  @Path("registrations")
  JsonNode addRegistration(JsonNode registration);

  @PUT
  @Path("registrations/{id}")
  JsonNode changeRegistration(@PathParam("id") String id, JsonNode registration);

  @DELETE
  @Path("registrations/{id}")
  void deleteRegistration(@PathParam("id") String id);

  @POST
  @Path("registrations/{id}:check")
  JsonNode checkRegistration(@PathParam("id") String id);

  @GET
  @Path("grants")
  JsonNode grants();

  @GET
  @Path("mailboxes/{id}/grant")
  JsonNode grant(@PathParam("id") String mailbox);

  @PUT
  @Path("mailboxes/{id}/grant")
  JsonNode putGrant(@PathParam("id") String mailbox, JsonNode grant);

  @DELETE
  @Path("mailboxes/{id}/grant")
  void deleteGrant(@PathParam("id") String mailbox);

  @POST
  @Path("mailboxes/{id}/grant:revoke")
  JsonNode revokeGrant(@PathParam("id") String mailbox);

  @POST
  @Path("mailboxes/{id}/sign-in")
  JsonNode signIn(@PathParam("id") String mailbox, JsonNode options);

  @POST
  @Path("mailboxes/{id}/device-sign-in")
  JsonNode deviceSignIn(@PathParam("id") String mailbox);

  @GET
  @Path("mailboxes/{id}/access-token")
  JsonNode accessToken(
      @PathParam("id") String mailbox,
      @QueryParam("for") String purpose,
      @QueryParam("fresh") boolean fresh);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return response.getStatus() < 400 ? null : TokenServiceException.refusal(response);
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
          .putSingle(HttpHeaders.AUTHORIZATION, keys.authorizationFor(Roles.TOKEN_SERVICE));
    }
  }
}
