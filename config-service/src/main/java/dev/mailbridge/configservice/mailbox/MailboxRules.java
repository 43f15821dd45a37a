package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxDefinition.Incoming;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.mailrules.MailRules;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a definition must hold against the projects and the other mailboxes. */
@ApplicationScoped
class MailboxRules {
  private static final int LONGEST_MADE_ID = 50;

  private final Projects projects;
  private final MailboxRepository mailboxes;
  private final GrantRemovalRepository removals;
  private final Clock clock;

  MailboxRules(
      Projects projects,
      MailboxRepository mailboxes,
      GrantRemovalRepository removals,
      Clock clock) {
    this.projects = projects;
    this.mailboxes = mailboxes;
    this.removals = removals;
    this.clock = clock;
  }

  void requireValid(MailboxRequest request) {
    List<FieldError> errors = new ArrayList<>(MailboxValidator.problems(request, clock));
    if (request.project() != null) {
      projectProblem(request).ifPresent(errors::add);
    }
    for (int i = 0; i < request.rules().size(); i++) {
      String at = "/rules/" + i;
      MailRules.validate(request.rules().get(i))
          .forEach(p -> errors.add(new FieldError(at + p.pointer(), p.detail())));
    }
    if (errors.isEmpty()) {
      readTwice(request).ifPresent(errors::add);
    }
    if (!errors.isEmpty()) {
      String detail =
          errors.stream()
              .map(error -> error.pointer() + ": " + error.detail())
              .collect(Collectors.joining(" "));
      throw new ProblemException(MailboxProblem.INVALID, detail, errors);
    }
  }

  private Optional<FieldError> projectProblem(MailboxRequest request) {
    Optional<Project> project = projects.find(request.project());
    if (project.isEmpty()) {
      return Optional.of(
          new FieldError("/project", "There is no project %s.".formatted(request.project())));
    }
    boolean moves =
        request.id() == null
            || mailboxes
                .findByIdOptional(request.id().value())
                .map(now -> !now.project.equals(request.project().value()))
                .orElse(true);
    return project.get().retired() && moves
        ? Optional.of(
            new FieldError(
                "/project",
                "The project %s is retired: choose another one.".formatted(project.get().name())))
        : Optional.empty();
  }

  /** Two mailboxes that read one folder would make two tickets of each mail. */
  private Optional<FieldError> readTwice(MailboxRequest request) {
    if (request.incoming() == null || Boolean.FALSE.equals(request.enabled())) {
      return Optional.empty();
    }
    return mailboxes.ofAddress(request.address().strip()).stream()
        .map(MailboxEntity::definition)
        .filter(other -> !other.id().equals(request.id()) && other.enabled())
        .filter(other -> other.incoming() != null && overlap(other.incoming(), request.incoming()))
        .findFirst()
        .map(other -> new FieldError("/address", readTwice(other)));
  }

  private static String readTwice(MailboxDefinition other) {
    return "The mailbox %s reads the same folder of this account: each mail would come twice."
            .formatted(other.id())
        + " Change or disable that one, or choose other folders.";
  }

  private static boolean overlap(Incoming a, Incoming b) {
    boolean sameServer = String.valueOf(a.host()).equalsIgnoreCase(String.valueOf(b.host()));
    boolean otherWay = a.protocol() == Protocol.GRAPH || b.protocol() == Protocol.GRAPH;
    return (sameServer || otherWay)
        && a.folders().stream().anyMatch(f -> b.folders().stream().anyMatch(f::equalsIgnoreCase));
  }

  /** A grant that outlived its mailbox must not open a new one of the same id. */
  void requireNoGrantLeft(MailboxId id) {
    if (removals.findByIdOptional(id.value()).isPresent()) {
      throw new ProblemException(
          MailboxProblem.GRANT_LEFT,
          "token-service has not destroyed the grant of the deleted mailbox %s yet. Check that"
                  .formatted(id)
              + " token-service runs, then try again in some seconds, or choose another id.");
    }
  }

  /** Made of the address, such as {@code helpdesk-contoso} or {@code helpdesk-contoso-2}. */
  MailboxId freeId(String address) {
    String[] parts = address.strip().toLowerCase(Locale.ROOT).split("@", 2);
    String base =
        (parts[0] + "-" + parts[1].split("\\.", 2)[0])
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String start =
        base.isEmpty() ? "mailbox" : base.substring(0, Math.min(base.length(), LONGEST_MADE_ID));
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> i == 1 ? start : start + "-" + i)
        .filter(id -> mailboxes.findByIdOptional(id).isEmpty())
        .filter(id -> removals.findByIdOptional(id).isEmpty())
        .findFirst()
        .map(MailboxId::of)
        .orElseThrow();
  }
}
