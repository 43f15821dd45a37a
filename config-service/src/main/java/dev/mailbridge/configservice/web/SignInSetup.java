package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a mailbox signs in, as the pages show and change it. */
@ApplicationScoped
class SignInSetup {
  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  SignInSetup(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  /**
   * @param grant null when there is none
   * @param failure why token-service could not tell, null when it could
   */
  public record View(List<Registration> registrations, Grant grant, String failure) {
    public String registrationName() {
      return registrations.stream()
          .filter(r -> grant != null && r.id().equals(grant.registrationId()))
          .map(Registration::name)
          .findFirst()
          .orElse("");
    }
  }

  View view(MailboxId mailbox) {
    try {
      return new View(
          tokenService.registrations(),
          mailbox == null ? null : tokenService.grant(mailbox).orElse(null),
          null);
    } catch (CalleeException e) {
      return new View(List.of(), null, e.getMessage());
    }
  }

  /** The form's fields {@code grant.…}; those of a grant, or of a mailbox without one. */
  static Map<String, String> values(View view, MailboxDefinition mailbox) {
    Map<String, String> values = new HashMap<>();
    Grant grant = view.grant();
    values.put("grant.flow", grant == null ? "authorization-code" : grant.flow());
    if (grant != null) {
      values.put("grant.registrationId", grant.registrationId());
      values.put("grant.signsInAs", grant.signsInAs() == null ? "" : grant.signsInAs());
    } else if (!view.registrations().isEmpty()) {
      values.put("grant.registrationId", view.registrations().getFirst().id());
    }
    if (mailbox != null) {
      values.putIfAbsent("grant.signsInAs", mailbox.address());
    }
    return values;
  }

  /** Nothing when the form names no registration. */
  void save(MailboxDefinition mailbox, Form form) {
    String registration = form.text("grant.registrationId");
    if (registration == null) {
      return;
    }
    String signsInAs = form.text("grant.signsInAs");
    Map<String, String> grant = new HashMap<>();
    grant.put("registrationId", registration);
    grant.put("flow", form.value("grant.flow"));
    grant.put("signsInAs", signsInAs == null ? mailbox.address() : signsInAs);
    grant.put("mailbox", mailbox.address());
    if (form.text("grant.password") != null) {
      grant.put("password", form.value("grant.password"));
    }
    tokenService.putGrant(mailbox.id(), TokenServiceGateway.tree(grant));
    audit.record("change", "grant", mailbox.id().value(), null, grant);
  }
}
