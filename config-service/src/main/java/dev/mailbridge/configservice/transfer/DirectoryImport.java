package dev.mailbridge.configservice.transfer;

import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.contracts.ProjectId;

/**
 * A project's Import Users from Azure AD. Its app is the registration directory.users.PROJECT.
 *
 * @param enabled whether it runs by schedule
 */
public record DirectoryImport(ProjectId project, Boolean enabled, ImportRules rules) {}
