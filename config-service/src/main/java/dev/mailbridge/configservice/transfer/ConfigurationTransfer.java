package dev.mailbridge.configservice.transfer;

import dev.mailbridge.configservice.directory.DirectoryImports;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.configservice.mailbox.MailSettings;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.mailbox.OutgoingServer;
import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.ProjectRequest;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes the configuration out as YAML and applies it: all of it or nothing, in one transaction. A
 * dry run is the same, rolled back, so that it finds every problem that applying would. What
 * token-service keeps is told to it at the end: when it refuses something, nothing is changed here,
 * and applying the document again goes on.
 */
@ApplicationScoped
public class ConfigurationTransfer {
  private static final IfMatch ANY = new IfMatch.Any();

  private final Projects projects;
  private final Mailboxes mailboxes;
  private final MailSettings mailSettings;
  private final AppTransfer apps;
  private final DirectoryImports imports;
  private final TransactionSynchronizationRegistry transactions;

  ConfigurationTransfer(
      Projects projects,
      Mailboxes mailboxes,
      MailSettings mailSettings,
      AppTransfer apps,
      DirectoryImports imports,
      TransactionSynchronizationRegistry transactions) {
    this.apps = apps;
    this.imports = imports;
    this.projects = projects;
    this.mailboxes = mailboxes;
    this.mailSettings = mailSettings;
    this.transactions = transactions;
  }

  @Transactional
  public String export() {
    return YamlFormat.write(
        new ConfigurationDocument(
            ConfigurationDocument.VERSION,
            projects.list().stream().map(ConfigurationTransfer::request).toList(),
            apps.apps(),
            mailSettings.outgoing(),
            mailboxes.all().stream().map(MailboxRequest::of).toList(),
            apps.signIns(),
            projects.list().stream()
                .flatMap(project -> directoryImport(project.id()).stream())
                .toList()));
  }

  /**
   * @param prune whether mailboxes that the document doesn't name are deleted
   * @return what was, or would be, changed; empty when all is so already
   */
  @Transactional
  public List<Difference> apply(String yaml, boolean dryRun, boolean prune) {
    ConfigurationDocument document = YamlFormat.read(yaml);
    List<Difference> differences = new ArrayList<>();
    if (prune) {
      prune(document, differences);
    }
    document.projects().forEach(project -> apply(project, differences));
    if (document.outgoingServer() != null) {
      apply(document.outgoingServer(), differences);
    }
    // token-service takes no part in the transaction: it is told last, and telling it again is
    // safe.
    List<Runnable> later = new ArrayList<>();
    document.registrations().forEach(app -> apps.apply(app, differences, later));
    document.mailboxes().forEach(mailbox -> apply(mailbox, differences));
    document.signIns().forEach(signIn -> apps.apply(signIn, differences, later));
    document.directoryImports().forEach(wanted -> apply(wanted, differences, later));
    if (dryRun) {
      transactions.setRollbackOnly();
    } else {
      later.forEach(Runnable::run);
    }
    return differences;
  }

  private void prune(ConfigurationDocument document, List<Difference> differences) {
    Set<String> named =
        document.mailboxes().stream().map(m -> String.valueOf(m.id())).collect(Collectors.toSet());
    mailboxes.all().stream()
        .filter(mailbox -> !named.contains(mailbox.id().value()))
        .forEach(
            mailbox -> {
              mailboxes.delete(mailbox.id(), ANY);
              differences.add(Difference.of("mailbox", mailbox.id().value(), mailbox, null));
            });
  }

  private void apply(ProjectRequest wanted, List<Difference> differences) {
    String at = "project " + wanted.id();
    if (wanted.id() == null || wanted.name() == null || wanted.name().isBlank()) {
      throw new ProblemException(
          TransferProblem.REFUSED,
          "Each project needs an id and a name; look at %s.".formatted(at));
    }
    Optional<Project> present = projects.find(wanted.id());
    if (present.isEmpty()) {
      naming(at, () -> projects.create(wanted));
      differences.add(Difference.of("project", wanted.id().value(), null, wanted));
    } else {
      ProjectRequest now = request(present.get());
      ProjectRequest same =
          new ProjectRequest(wanted.id(), wanted.name(), Boolean.TRUE.equals(wanted.retired()));
      if (!same.equals(now)) {
        naming(at, () -> projects.change(wanted.id(), wanted, ANY));
        differences.add(Difference.of("project", wanted.id().value(), now, same));
      }
    }
  }

  private void apply(OutgoingServer wanted, List<Difference> differences) {
    OutgoingServer before = mailSettings.outgoing();
    naming("outgoingServer", () -> mailSettings.apply(wanted, false, ANY));
    OutgoingServer after = mailSettings.outgoing();
    if (!after.equals(before)) {
      differences.add(Difference.of("setting", "outgoing-server", before, after));
    }
  }

  private void apply(MailboxRequest wanted, List<Difference> differences) {
    if (wanted.id() == null) {
      throw new ProblemException(
          TransferProblem.REFUSED,
          "Give each mailbox an id, so that applying the document again finds it; %s has none."
              .formatted(wanted.address()));
    }
    String at = "mailbox " + wanted.id();
    Optional<MailboxDefinition> before = mailboxes.find(wanted.id());
    MailboxDefinition after =
        naming(
            at,
            () ->
                before.isEmpty()
                    ? mailboxes.create(wanted)
                    : mailboxes.change(wanted.id(), wanted, ANY));
    if (before.isEmpty() || before.get().revision() != after.revision()) {
      differences.add(
          Difference.of(
              "mailbox",
              wanted.id().value(),
              before.map(MailboxRequest::of).orElse(null),
              MailboxRequest.of(after)));
    }
  }

  private void apply(DirectoryImport wanted, List<Difference> differences, List<Runnable> later) {
    DirectoryImport before = directoryImport(wanted.project()).orElse(null);
    naming(
        "directory import of " + wanted.project(),
        () ->
            imports.putRules(
                wanted.project(),
                !Boolean.FALSE.equals(wanted.enabled()),
                wanted.rules() == null ? ImportRules.DEFAULT : wanted.rules()));
    DirectoryImport after = directoryImport(wanted.project()).orElseThrow();
    if (!after.equals(before)) {
      differences.add(Difference.of("directory-import", wanted.project().value(), before, after));
    }
    if (before == null) {
      later.add(() -> imports.grant(wanted.project()));
    }
  }

  private Optional<DirectoryImport> directoryImport(ProjectId project) {
    return imports
        .rules(project)
        .map(view -> new DirectoryImport(project, view.enabled(), view.rules()));
  }

  /** A problem in a long document has to say where. */
  private static <T> T naming(String at, Supplier<T> step) {
    try {
      return step.get();
    } catch (ProblemException e) {
      throw new ProblemException(TransferProblem.REFUSED, at + ": " + e.getMessage(), e.errors());
    }
  }

  private static ProjectRequest request(Project project) {
    return new ProjectRequest(project.id(), project.name(), project.retired());
  }
}
