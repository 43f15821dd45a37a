package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.sender.OutgoingMails;
import dev.mailbridge.configservice.sender.OutgoingMails.Decision;
import dev.mailbridge.configservice.sender.SenderException;
import dev.mailbridge.configservice.sender.SentMessage;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.Arrays;
import java.util.List;

/** <em>Outgoing</em>: what was sent, what waits, what a server said, and what a person decides. */
@Path("outgoing")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OutgoingPage {
  private final OutgoingMails mails;

  OutgoingPage(OutgoingMails mails) {
    this.mails = mails;
  }

  /** What the list is searched for; empty for all. */
  public static class Search {
    @QueryParam("search")
    @DefaultValue("")
    public String search;

    @QueryParam("state")
    @DefaultValue("")
    public String state;

    @QueryParam("recipient")
    @DefaultValue("")
    public String recipient;

    @QueryParam("mailbox")
    @DefaultValue("")
    public String mailbox;

    @QueryParam("ticket")
    @DefaultValue("")
    public String ticket;

    @QueryParam("before")
    public Long before;

    public boolean any() {
      return !(search + state + recipient + mailbox + ticket).isBlank();
    }

    OutgoingMails.Query query() {
      return new OutgoingMails.Query(
          text(search),
          STATES.contains(state) ? state : null,
          text(recipient),
          text(mailbox) == null ? null : MailboxId.of(text(mailbox)),
          text(ticket),
          before);
    }

    private static String text(String value) {
      return value.isBlank() ? null : value.strip();
    }
  }

  private static final List<String> STATES =
      Arrays.stream(DeliveryState.values()).map(DeliveryState::code).toList();

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance outgoing(
        List<String> states, Search search, OutgoingMails.Page page, String failure);

    static native TemplateInstance message(
        SentMessage message, String failure, String refusal, String done);
  }

  @GET
  public TemplateInstance list(@BeanParam Search search) {
    try {
      return Templates.outgoing(STATES, search, mails.list(search.query()), null);
    } catch (SenderException e) {
      return Templates.outgoing(STATES, search, nothing(), e.getMessage());
    } catch (IllegalArgumentException e) {
      return Templates.outgoing(STATES, search, nothing(), null);
    }
  }

  private static OutgoingMails.Page nothing() {
    return new OutgoingMails.Page(List.of(), null);
  }

  @GET
  @Path("{project}/{id}")
  public TemplateInstance show(ProjectId project, OutgoingId id, @QueryParam("done") String done) {
    return message(project, id, null, done);
  }

  private TemplateInstance message(ProjectId project, OutgoingId id, String refusal, String done) {
    try {
      return Templates.message(mails.get(id, project), null, refusal, done);
    } catch (SenderException e) {
      return Templates.message(null, e.getMessage(), refusal, done);
    }
  }

  @POST
  @Path("{project}/{id}/retry")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  public Response retry(ProjectId project, OutgoingId id) {
    return decide(project, id, Decision.RETRY);
  }

  @POST
  @Path("{project}/{id}/cancel")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  public Response cancel(ProjectId project, OutgoingId id) {
    return decide(project, id, Decision.CANCEL);
  }

  @POST
  @Path("{project}/{id}/confirm-sent")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  public Response confirmSent(ProjectId project, OutgoingId id) {
    return decide(project, id, Decision.CONFIRM_SENT);
  }

  private Response decide(ProjectId project, OutgoingId id, Decision decision) {
    try {
      mails.decide(id, project, decision);
      String page =
          "/outgoing/%s/%s?done=%s"
              .formatted(project, TemplateText.urlEncode(id.value()), decision.code());
      return Response.seeOther(URI.create(page)).build();
    } catch (SenderException e) {
      return Response.status(Response.Status.CONFLICT)
          .entity(message(project, id, e.getMessage(), null))
          .build();
    }
  }
}
