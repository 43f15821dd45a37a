package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OverviewPage {
  /** Renewing a secret may need somebody else: early enough to find them. */
  private static final Duration SOON = Duration.ofDays(30);

  private final MailboxRows rows;
  private final OverviewFigures figures;
  private final TokenServiceGateway tokenService;
  private final Clock clock;

  OverviewPage(
      MailboxRows rows, OverviewFigures figures, TokenServiceGateway tokenService, Clock clock) {
    this.rows = rows;
    this.figures = figures;
    this.tokenService = tokenService;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance overview(
        OverviewFigures.Figures figures, RowPage page, String search);

    static native TemplateInstance overview$live(
        OverviewFigures.Figures figures, RowPage page, String search);

    static native TemplateInstance secrets(
        List<Registration> expiring, Instant now, String failure);
  }

  @GET
  public TemplateInstance show(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int page) {
    return Templates.overview(figures.now(), rows.page(search, null, page), search);
  }

  /** The part that changes, for the page to put in its place. */
  @GET
  @Path("overview/live")
  public TemplateInstance live(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int page) {
    return Templates.overview$live(figures.now(), rows.page(search, null, page), search);
  }

  /** Fetched by the page for itself: it must not wait for another service. */
  @GET
  @Path("overview/secrets")
  public TemplateInstance secrets() {
    Instant now = clock.instant();
    try {
      List<Registration> expiring =
          tokenService.registrations().stream()
              .filter(r -> r.credential() != null && r.credential().expiresAt() != null)
              .filter(r -> r.credential().expiresAt().isBefore(now.plus(SOON)))
              .sorted(Comparator.comparing(r -> r.credential().expiresAt()))
              .toList();
      return Templates.secrets(expiring, now, null);
    } catch (TokenServiceException e) {
      return Templates.secrets(List.of(), now, e.getMessage());
    }
  }
}
