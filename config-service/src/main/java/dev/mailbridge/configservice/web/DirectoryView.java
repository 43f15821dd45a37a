package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.directory.DirectoryImports;
import dev.mailbridge.configservice.directory.run.RunView;
import dev.mailbridge.configservice.project.Project;
import java.util.List;

/**
 * What the page <em>Import Users from Azure AD</em> shows.
 *
 * @param setUp null while there is none
 */
public record DirectoryView(
    Project project,
    List<Project> projects,
    DirectoryImports.SetUp setUp,
    List<RunView> runs,
    Form form) {

  public List<Integer> conditions() {
    return DirectoryForm.rows(form, DirectoryForm.CONDITIONS, 2);
  }

  public List<Integer> vipConditions() {
    return DirectoryForm.rows(form, DirectoryForm.VIP_CONDITIONS, 1);
  }

  public List<Integer> mapping() {
    return DirectoryForm.rows(form, DirectoryForm.MAPPING, 2);
  }

  /** The run that is under way, null when none is. */
  public RunView open() {
    return runs.stream().filter(run -> run.state().open()).findFirst().orElse(null);
  }

  /** The last run, when it was stopped by the brake and may go on. */
  public RunView braked() {
    return runs.stream()
        .filter(run -> !run.dryRun())
        .findFirst()
        .filter(run -> run.state().code().equals("braked"))
        .orElse(null);
  }
}
