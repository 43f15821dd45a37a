package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.status.MailboxHealth;
import dev.mailbridge.configservice.status.Statuses;
import dev.mailbridge.configservice.traffic.Traffic;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pages of mailboxes with their state. */
@ApplicationScoped
class MailboxRows {
  static final int PAGE_SIZE = 50;

  private final Mailboxes mailboxes;
  private final Projects projects;
  private final Statuses statuses;
  private final Traffic traffic;

  MailboxRows(Mailboxes mailboxes, Projects projects, Statuses statuses, Traffic traffic) {
    this.mailboxes = mailboxes;
    this.projects = projects;
    this.statuses = statuses;
    this.traffic = traffic;
  }

  RowPage page(String search, ProjectId project, int page) {
    Mailboxes.Page found = mailboxes.search(search, project, Math.max(0, page), PAGE_SIZE);
    Map<ProjectId, String> names =
        projects.list().stream().collect(Collectors.toMap(Project::id, Project::name));
    Map<MailboxId, MailboxHealth> health = statuses.of(found.mailboxes());
    Map<MailboxId, Traffic.Day> days =
        traffic.lastDay(found.mailboxes().stream().map(MailboxDefinition::id).toList());
    List<MailboxRow> rows =
        found.mailboxes().stream()
            .map(
                m ->
                    new MailboxRow(
                        m,
                        names.get(m.project()),
                        health.get(m.id()),
                        days.getOrDefault(m.id(), Traffic.Day.NONE)))
            .toList();
    return new RowPage(rows, new Pages(rows.size(), found.total(), Math.max(0, page), PAGE_SIZE));
  }

  MailboxRow row(MailboxDefinition mailbox) {
    return new MailboxRow(
        mailbox,
        projects.get(mailbox.project()).name(),
        statuses.of(mailbox),
        traffic.lastDay(List.of(mailbox.id())).getOrDefault(mailbox.id(), Traffic.Day.NONE));
  }
}
