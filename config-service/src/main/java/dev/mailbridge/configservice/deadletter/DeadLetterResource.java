package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.configservice.poller.PollerException;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/dead-letters")
@Tag(name = "Quarantine and dead letters")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class DeadLetterResource {
  private final DeadLetters letters;

  DeadLetterResource(DeadLetters letters) {
    this.letters = letters;
  }

  @GET
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
  @Operation(summary = "What was quarantined or could not be handled, newest first")
  public DeadLetters.Page list(
      @QueryParam("state") @DefaultValue("held") String state,
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") @Min(0) int page,
      @QueryParam("size") @DefaultValue("50") @Min(1) @Max(500) int size) {
    return letters.page(HeldState.of(state).orElse(null), search, page, size);
  }

  @GET
  @Path("{number:\\d+}")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
  @Operation(summary = "One of them")
  public HeldLetter get(long number) {
    return letters.get(number);
  }

  @GET
  @Path("{number:\\d+}/raw")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "The raw mail, or the record that could not be read")
  public Response raw(long number) {
    return Response.ok(asking(() -> letters.raw(number)))
        .header("Content-Disposition", "attachment; filename=\"%d.eml\"".formatted(number))
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  @POST
  @Path("{number:\\d+}:release")
  @Operation(summary = "Publish a quarantined mail after all, once")
  public HeldLetter release(long number) {
    return asking(() -> letters.release(number));
  }

  @POST
  @Path("{number:\\d+}:drop")
  @Operation(summary = "Take it off the list; the mail in its mailbox is left alone")
  public HeldLetter drop(long number) {
    return letters.drop(number);
  }

  private static <T> T asking(Supplier<T> step) {
    try {
      return step.get();
    } catch (PollerException e) {
      throw new ProblemException(DeadLetterProblem.UNREACHABLE, e.getMessage(), e);
    }
  }
}
