package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.DirectoryUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** The help desk's three pages. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class TicketPages {
  private final Tickets tickets;
  private final Replies replies;
  private final People people;

  TicketPages(Tickets tickets, Replies replies, People people) {
    this.tickets = tickets;
    this.replies = replies;
    this.people = people;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance list(List<Ticket> tickets);

    static native TemplateInstance ticket(Ticket ticket, DirectoryUser sender);
  }

  @GET
  public TemplateInstance list() {
    return Templates.list(tickets.all());
  }

  @GET
  @Path("tickets/{reference}")
  public TemplateInstance ticket(@PathParam("reference") String reference) {
    Ticket ticket = find(reference);
    return Templates.ticket(ticket, people.senderOf(ticket.lastMail()).orElse(null));
  }

  @POST
  @Path("tickets/{reference}/replies")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RunOnVirtualThread
  public Response reply(
      @PathParam("reference") String reference,
      @FormParam("text") String text,
      @HeaderParam("Sec-Fetch-Site") String site) {
    // Another site's page can't make a browser write replies.
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new ForbiddenException();
    }
    if (text != null && !text.isBlank()) {
      replies.send(find(reference), text);
    }
    return Response.seeOther(URI.create("/tickets/" + reference)).build();
  }

  private Ticket find(String reference) {
    return tickets
        .find(reference)
        .filter(ticket -> !ticket.received().isEmpty())
        .orElseThrow(NotFoundException::new);
  }
}
