package dev.mailbridge.simulator.directory;

import java.util.List;

/** The directory as it lies in the state folder. */
public record DirectoryContent(
    List<User> users,
    List<Group> groups,
    List<App> apps,
    List<MailboxRight> rights,
    List<Consent> consents,
    List<Directory.Versioned<String>> deletedUsers,
    long version) {}
