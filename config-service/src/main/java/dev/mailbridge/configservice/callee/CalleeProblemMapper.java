package dev.mailbridge.configservice.callee;

import dev.mailbridge.platform.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a service says to a request that was passed on, its client is told. */
class CalleeProblemMapper {
  private static final int UNAUTHENTICATED = 401;
  private static final int BAD_GATEWAY = 502;

  @ServerExceptionMapper
  Response passOn(CalleeException e) {
    // The caller is known here: it is this service that the other didn't recognise.
    int status = e.status() == UNAUTHENTICATED ? BAD_GATEWAY : e.status();
    Response.ResponseBuilder response =
        Response.status(status).type(Problem.MEDIA_TYPE).entity(e.problem());
    if (e.retryAfter() != null) {
      response.header("Retry-After", e.retryAfter());
    }
    return response.build();
  }
}
