package dev.mailbridge.configservice.doctor;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** smtp-sender's part of the checks. */
@RegisterRestClient(configKey = "smtp-sender")
@RegisterProvider(SenderChecks.Authorization.class)
@Path("/api/v1")
interface SenderChecks {
  record CheckRequest(MailboxDefinition mailbox) {}

  @POST
  @Path("mailboxes:check")
  CheckReport check(CheckRequest request);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return response.getStatus() < 400 ? null : DoctorException.refusal("smtp-sender", response);
  }

  /** This service's own identity goes with every request. */
  class Authorization implements ClientRequestFilter {
    private final ServiceKeys keys;

    Authorization(ServiceKeys keys) {
      this.keys = keys;
    }

    @Override
    public void filter(ClientRequestContext request) {
      request
          .getHeaders()
          .putSingle(HttpHeaders.AUTHORIZATION, keys.authorizationFor(Roles.SMTP_SENDER));
    }
  }
}
