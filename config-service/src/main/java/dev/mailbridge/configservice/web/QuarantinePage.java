package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.deadletter.DeadLetters;
import dev.mailbridge.configservice.deadletter.HeldLetter;
import dev.mailbridge.configservice.deadletter.HeldState;
import dev.mailbridge.configservice.deadletter.LetterPreview;
import dev.mailbridge.configservice.poller.PollerException;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.LongConsumer;

/** <em>Quarantine and dead letters</em>: look at, release, drop. Mails are personal: no viewers. */
@Path("quarantine")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class QuarantinePage {
  private static final int PAGE_SIZE = 50;

  /** A mail's HTML is a stranger's: nothing of it is fetched, run, sent or linked with the page. */
  private static final String MAIL_POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
          + " frame-ancestors 'self'";

  private final DeadLetters letters;

  QuarantinePage(DeadLetters letters) {
    this.letters = letters;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance quarantine(
        DeadLetters.Page found, String state, String search, Pages page, String done);

    static native TemplateInstance letter(
        HeldLetter held, LetterPreview preview, String failure, String message);
  }

  @GET
  public TemplateInstance list(
      @QueryParam("state") @DefaultValue("held") String state,
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int number,
      @QueryParam("done") String done) {
    int page = Math.max(0, number);
    DeadLetters.Page found =
        letters.page(HeldState.of(state).orElse(null), search, page, PAGE_SIZE);
    return Templates.quarantine(
        found,
        state,
        search,
        new Pages(found.letters().size(), found.total(), page, PAGE_SIZE),
        done);
  }

  @GET
  @Path("{number:\\d+}")
  public TemplateInstance show(long number) {
    return letter(number, null);
  }

  private TemplateInstance letter(long number, String message) {
    HeldLetter held = letters.get(number);
    if (!held.mail()) {
      return Templates.letter(held, null, null, message);
    }
    try {
      return Templates.letter(held, LetterPreview.of(letters.raw(number)), null, message);
    } catch (PollerException e) {
      return Templates.letter(held, null, e.getMessage(), message);
    }
  }

  @GET
  @Path("{number:\\d+}/html")
  public Response html(long number) {
    String html = LetterPreview.of(letters.raw(number)).html();
    return Response.ok(html == null ? "" : html, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header("Content-Security-Policy", MAIL_POLICY)
        .build();
  }

  @GET
  @Path("{number:\\d+}/raw")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response raw(long number) {
    HeldLetter held = letters.get(number);
    return Response.ok(letters.raw(number))
        .header(
            "Content-Disposition",
            "attachment; filename=\"%d.%s\"".formatted(number, held.mail() ? "eml" : "json"))
        .build();
  }

  @POST
  @Path("{number:\\d+}/release")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response release(long number) {
    return settle(number, letters::release, "released");
  }

  @POST
  @Path("{number:\\d+}/drop")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response drop(long number) {
    return settle(number, letters::drop, "dropped");
  }

  private Response settle(long number, LongConsumer step, String done) {
    try {
      step.accept(number);
      return Response.seeOther(URI.create("/quarantine?done=" + done)).build();
    } catch (PollerException e) {
      return Response.status(Response.Status.SERVICE_UNAVAILABLE)
          .entity(letter(number, e.getMessage()))
          .build();
    } catch (ProblemException e) {
      return Response.status(e.type().status()).entity(letter(number, e.getMessage())).build();
    }
  }
}
