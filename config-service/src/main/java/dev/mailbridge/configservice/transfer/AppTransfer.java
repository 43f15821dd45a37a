package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.directory.graph.GraphAccess;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What token-service keeps: apps, and how mailboxes sign in with them. */
@ApplicationScoped
class AppTransfer {
  private final TokenServiceGateway tokenService;
  private final TransferConfig config;
  private final AuditLog audit;

  AppTransfer(TokenServiceGateway tokenService, TransferConfig config, AuditLog audit) {
    this.tokenService = tokenService;
    this.config = config;
    this.audit = audit;
  }

  List<App> apps() {
    return tokenService.registrations().stream()
        .map(App::of)
        .sorted(Comparator.comparing(App::id))
        .toList();
  }

  /** An import's own sign-in comes with the import. */
  List<SignIn> signIns() {
    return tokenService.grants().stream()
        .filter(grant -> !GraphAccess.isGrantOfImport(grant.mailboxId()))
        .map(SignIn::of)
        .sorted(Comparator.comparing(one -> one.mailboxId().value()))
        .toList();
  }

  /**
   * @param later what token-service is told once all else went well
   */
  void apply(App document, List<Difference> differences, List<Runnable> later) {
    if (document.id() == null) {
      throw new ProblemException(
          TransferProblem.REFUSED,
          "Give each registration an id; %s has none.".formatted(document.name()));
    }
    Registration registered = tokenService.registration(document.id()).orElse(null);
    Optional<App> before = Optional.ofNullable(registered).map(App::of);
    App wanted = before.map(document::over).orElse(document);
    AppSecrets secrets = AppSecrets.of(config.secretsDirectory(), wanted.id(), registered);
    if (before.filter(wanted::equals).isPresent() && secrets.none()) {
      return;
    }
    ObjectNode after = ContractJson.mapper().valueToTree(wanted);
    secrets.describe(after);
    differences.add(Difference.of("registration", wanted.id(), before.orElse(null), after));
    later.add(
        () -> {
          ObjectNode request = wanted.request(secrets);
          if (before.isEmpty()) {
            tokenService.addRegistration(request);
          } else {
            tokenService.changeRegistration(wanted.id(), request);
          }
          audit.record(
              before.isEmpty() ? "create" : "change",
              "registration",
              wanted.id(),
              before.orElse(null),
              after);
        });
  }

  void apply(SignIn wanted, List<Difference> differences, List<Runnable> later) {
    Optional<Grant> grant = tokenService.grant(wanted.mailboxId());
    SignIn before = grant.map(SignIn::of).orElse(null);
    if (Objects.equals(before, wanted)) {
      return;
    }
    differences.add(Difference.of("sign-in", wanted.mailboxId().value(), before, wanted));
    later.add(
        () -> {
          tokenService.putGrant(wanted.mailboxId(), TokenServiceGateway.tree(wanted));
          audit.record("change", "grant", wanted.mailboxId().value(), before, wanted);
        });
  }
}
