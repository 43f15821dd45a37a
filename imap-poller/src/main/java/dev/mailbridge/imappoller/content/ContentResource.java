package dev.mailbridge.imappoller.content;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Raw mails and attachments by the references that events hold. */
@Path("/api/v1/content")
@RunOnVirtualThread
class ContentResource {
  private final ContentStore store;

  ContentResource(ContentStore store) {
    this.store = store;
  }

  @GET
  @Path("{ref:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed({
    Roles.VIEWER,
    Roles.OPERATOR,
    Roles.ADMIN,
    Roles.CONFIG_SERVICE,
    Roles.SMTP_SENDER
  })
  @Operation(summary = "The octets of a raw mail or an attachment")
  public Response download(@RestPath String ref) {
    try {
      ContentRef content = ContentRef.of(ref);
      long size = store.size(content);
      InputStream octets = store.open(content);
      // What strangers sent must never be run by a browser.
      return Response.ok(octets, MediaType.APPLICATION_OCTET_STREAM_TYPE)
          .header(HttpHeaders.CONTENT_LENGTH, size)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
          .header("X-Content-Type-Options", "nosniff")
          .header("Content-Security-Policy", "sandbox")
          .build();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(RequestProblem.INVALID, e.getMessage(), e);
    } catch (ContentException e) {
      throw new ProblemException(problem(e), e.getMessage(), e);
    }
  }

  private static ContentProblem problem(ContentException e) {
    return switch (e) {
      case ContentException.NotFound ignored -> ContentProblem.NOT_FOUND;
      case ContentException.Damaged ignored -> ContentProblem.DAMAGED;
      case ContentException.Full ignored -> ContentProblem.UNAVAILABLE;
      case ContentException.Unavailable ignored -> ContentProblem.UNAVAILABLE;
    };
  }
}
