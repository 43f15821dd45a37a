package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.sender.OutgoingMails;
import dev.mailbridge.configservice.sender.SenderException;
import dev.mailbridge.configservice.sender.SentMessage;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** <em>Outgoing</em>: what was sent, what waits, and what a server said. */
@Path("outgoing")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OutgoingPage {
  private final OutgoingMails mails;

  OutgoingPage(OutgoingMails mails) {
    this.mails = mails;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance outgoing(
        List<String> states,
        String state,
        String recipient,
        OutgoingMails.Page page,
        String failure);

    static native TemplateInstance message(SentMessage message, String failure);
  }

  @GET
  public TemplateInstance list(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("recipient") @DefaultValue("") String recipient,
      @QueryParam("before") Long before) {
    List<String> states = Arrays.stream(DeliveryState.values()).map(DeliveryState::code).toList();
    try {
      OutgoingMails.Page page =
          mails.list(
              states.contains(state) ? state : null,
              recipient.isBlank() ? null : recipient.strip(),
              before);
      return Templates.outgoing(states, state, recipient, page, null);
    } catch (SenderException e) {
      return Templates.outgoing(
          states, state, recipient, new OutgoingMails.Page(List.of(), null), e.getMessage());
    }
  }

  @GET
  @Path("{project}/{id}")
  public TemplateInstance show(ProjectId project, OutgoingId id) {
    try {
      return Templates.message(mails.get(id, project), null);
    } catch (SenderException e) {
      return Templates.message(null, e.getMessage());
    }
  }
}
