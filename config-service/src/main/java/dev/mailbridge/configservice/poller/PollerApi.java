package dev.mailbridge.configservice.poller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.configservice.callee.OwnIdentity;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.check.CheckReport;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** imap-poller's REST interface, as far as it is used here. */
@RegisterRestClient(configKey = "imap-poller")
@RegisterProvider(OwnIdentity.class)
@Path("/api/v1")
interface PollerApi {
  /** A mail that was held back, to be published without the rule that held it. */
  record Release(
      ContentRef content,
      String folder,
      Long uidValidity,
      Long uid,
      Instant receivedAt,
      ProjectId project) {}

  record CheckRequest(MailboxDefinition mailbox, String messageId, String refused) {}

  record FoldersRequest(MailboxDefinition mailbox) {}

  record Folders(List<String> folders) {}

  @GET
  @Path("content/{ref}")
  byte[] content(@PathParam("ref") @Encoded String ref);

  @POST
  @Path("mailboxes/{id}:release")
  @ClientHeaderParam(name = "Connection", value = "close")
  JsonNode release(@PathParam("id") MailboxId id, Release release);

  @POST
  @Path("mailboxes:check")
  CheckReport check(CheckRequest request);

  @POST
  @Path("mailboxes:folders")
  Folders folders(FoldersRequest request);

  @ClientExceptionMapper
  static RuntimeException failure(Response response) {
    return Callee.IMAP_POLLER.failure(response);
  }
}
