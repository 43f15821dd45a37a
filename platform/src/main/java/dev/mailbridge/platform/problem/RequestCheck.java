package dev.mailbridge.platform.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what would only fail further on, where it looks like a fault of ours. */
class RequestCheck {
  @ServerRequestFilter(preMatching = true)
  void refuseNonsense(ContainerRequestContext request) {
    // No name has it, and PostgreSQL can't store it.
    if (request.getUriInfo().getRequestUri().getRawSchemeSpecificPart().contains("%00")) {
      throw new ProblemException(
          RequestProblem.INVALID, "The address holds the character NUL (%00): leave it out.");
    }
    String contentType = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (contentType != null && !isMediaType(contentType)) {
      throw new ProblemException(
          RequestProblem.UNREADABLE,
          "The Content-Type isn't a media type: send one such as application/json.");
    }
  }

  private static boolean isMediaType(String text) {
    try {
      MediaType type = MediaType.valueOf(text);
      return !type.getType().isEmpty() && !type.getSubtype().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
