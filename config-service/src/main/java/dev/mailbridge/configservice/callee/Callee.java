package dev.mailbridge.configservice.callee;

import dev.mailbridge.platform.security.Roles;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** A service that is asked over REST. Its name is its clients' configKey and its role. */
public enum Callee {
  TOKEN_SERVICE(Roles.TOKEN_SERVICE, "mailboxes that are signed in work on meanwhile"),
  IMAP_POLLER(Roles.IMAP_POLLER, "nothing is lost meanwhile"),
  SMTP_SENDER(Roles.SMTP_SENDER, "what it has taken is sent meanwhile");

  private final String service;
  private final String meanwhile;

  Callee(String service, String meanwhile) {
    this.service = service;
    this.meanwhile = meanwhile;
  }

  /** As people know it. */
  public String service() {
    return service;
  }

  /**
   * Puts a question to its client.
   *
   * @throws CalleeException when it refuses or doesn't answer
   */
  public <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw CalleeException.unreachable(
          service,
          "%s doesn't answer. Check that it runs and that mail-bridge.%s.url is right; %s."
              .formatted(service, service, meanwhile),
          e);
    }
  }

  /** For its client's exception mapper: null when the response is no failure. */
  public CalleeException failure(Response response) {
    return response.getStatus() < 400 ? null : CalleeException.refusal(service, response);
  }
}
