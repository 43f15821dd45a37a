package dev.mailbridge.configservice.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every setting by its name, and where it is changed. */
@ApplicationScoped
class SettingsCatalog {
  private static final String OAUTH2 = "/configuration/oauth2";
  private static final String PROJECTS = "/configuration/projects";

  /**
   * @param about what it does, in a sentence
   */
  public record Setting(String name, String about, String path) {}

  public record Group(String name, List<Setting> settings) {}

  private static final List<Group> ALL =
      List.of(
          new Group(
              "OAUTH2",
              List.of(
                  new Setting("OAUTH2 Port", "The redirect's port, 3017 as delivered.", OAUTH2),
                  new Setting("OAUTH2 Auth End Point", "Where people sign in.", OAUTH2),
                  new Setting("OAUTH2 Token End Point", "Where tokens are bought.", OAUTH2),
                  new Setting("OAUTH2 Mail Client ID", "The app's id in Entra.", OAUTH2),
                  new Setting("OAUTH2 Mail Secret", "The app's secret in Entra.", OAUTH2),
                  new Setting("OAUTH2 CodeChallenge", "Whether PKCE is used.", OAUTH2),
                  new Setting("OAUTH2 Code Challenge Method", "How, when it is.", OAUTH2),
                  new Setting("OAUTH2 Scope", "What the sign-in asks for.", OAUTH2))),
          new Group(
              "Mail Settings",
              List.of(
                  new Setting(
                      "Outgoing E-mail Server (SMTP)",
                      "What a new mailbox sends with.",
                      "/mail-settings"))),
          new Group(
              "Incoming Mail",
              List.of(
                  new Setting(
                      "Mailboxes",
                      "Account, server, Mail Handling, Enable this integration.",
                      "/mailboxes"))),
          new Group(
              "Office 365",
              List.of(
                  new Setting(
                      "Connect Office 365",
                      "What to enter in Entra: redirect URI, secret, permissions.",
                      "/connect"))),
          new Group(
              "Users",
              List.of(
                  new Setting(
                      "Import Users from Azure AD",
                      "Client ID, Tenant ID, Secret Key and Import Rules; runs and dry run.",
                      "/configuration/directory"))),
          new Group(
              "Configuration",
              List.of(
                  new Setting(
                      "Configuration as YAML",
                      "Export, compare and import everything.",
                      "/configuration/yaml"))),
          new Group(
              "Projects",
              List.of(new Setting("Projects", "Add, rename or retire a project.", PROJECTS))));

  /** Settings whose name, group or purpose has every word. */
  List<Group> search(String text) {
    List<String> words =
        Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).toList();
    return ALL.stream()
        .map(
            group ->
                new Group(
                    group.name(),
                    group.settings().stream().filter(s -> has(group, s, words)).toList()))
        .filter(group -> !group.settings().isEmpty())
        .toList();
  }

  private static boolean has(Group group, Setting setting, List<String> words) {
    String all =
        (group.name() + " " + setting.name() + " " + setting.about()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(all::contains);
  }
}
