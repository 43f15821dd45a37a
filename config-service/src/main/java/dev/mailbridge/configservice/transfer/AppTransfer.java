package dev.mailbridge.configservice.transfer;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.directory.graph.GraphAccess;
import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

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
    return StreamSupport.stream(tokenService.registrationList().spliterator(), false)
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
    Optional<App> before =
        tokenService.registration(document.id()).isEmpty()
            ? Optional.empty()
            : Optional.of(App.of(tokenService.registrationNode(document.id())));
    App wanted = before.map(document::over).orElse(document);
    if (before.filter(wanted::equals).isPresent()) {
      return;
    }
    differences.add(Difference.of("registration", wanted.id(), before.orElse(null), wanted));
    later.add(
        () -> {
          var request = wanted.request(secret(wanted.id()));
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
              wanted);
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

  /** Null when there is no file for it. */
  private String secret(String registration) {
    Path file = config.secretsDirectory().map(folder -> folder.resolve(registration)).orElse(null);
    try {
      return file == null || !Files.isRegularFile(file) ? null : Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the secret's file " + file, e);
    }
  }
}
