package dev.mailbridge.configservice.tokenservice;

import dev.mailbridge.platform.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What token-service says to a request that was passed on, its client is told. */
class TokenServiceProblemMapper {
  private static final int UNAUTHENTICATED = 401;
  private static final int BAD_GATEWAY = 502;

  @ServerExceptionMapper
  Response passOn(TokenServiceException e) {
    // The caller is known here: it is this service that token-service didn't recognise.
    int status = e.status() == UNAUTHENTICATED ? BAD_GATEWAY : e.status();
    Response.ResponseBuilder response =
        Response.status(status).type(Problem.MEDIA_TYPE).entity(e.problem());
    if (e.retryAfter() != null) {
      response.header("Retry-After", e.retryAfter());
    }
    return response.build();
  }
}
