package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/grant-changes")
@Tag(name = "Grants")
@RolesAllowed({Roles.IMAP_POLLER, Roles.SMTP_SENDER, Roles.CONFIG_SERVICE, Roles.ADMIN})
@RunOnVirtualThread
class GrantChangesResource {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final GrantChanges changes;

  GrantChangesResource(GrantChanges changes) {
    this.changes = changes;
  }

  @GET
  @Operation(
      summary = "Mailboxes whose tokens and connections must be dropped",
      description =
          "A long poll: answers when something changed after the given number, or after the wait."
              + " Without a number it answers at once with where the log stands.")
  public GrantChanges.Page after(
      @QueryParam("after") Long after, @QueryParam("wait") @DefaultValue("PT30S") String wait)
      throws InterruptedException {
    Duration asked = duration(wait);
    return changes.after(after, asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          RequestProblem.INVALID, "wait: write a duration in ISO 8601 such as PT30S");
    }
  }
}
