package dev.mailbridge.configservice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupScriptsTest {
  /** As an attacker, or a Scot, would name things. */
  private static final String NAME = "O'Neil's $(touch hacked) `id` \"x\" ‘y’ & Söhne\nrm -rf /";

  private static final String TENANT = "contoso.example; touch hacked";

  /** Strings in double quotes hold nothing that was entered; the others are literal. */
  private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'");

  @TempDir Path folder;

  @Test
  void shouldPassValuesAsTheyAreWhenTheAzureCliScriptIsRun() throws Exception {
    // When
    String said = run(SetupScripts.of(setup(Access.DELEGATED)).azureCli());

    // Then
    List<String> calls = Files.readAllLines(folder.resolve("calls"));
    assertThat(calls)
        .contains(
            "login|--allow-no-subscriptions|--tenant|" + TENANT,
            "ad|app|create|--display-name|"
                + NAME.replace("\n", "")
                + "|--sign-in-audience|AzureADMyOrg|--web-redirect-uris|http://localhost:3017/"
                + "|--query|appId|-o|tsv")
        .anyMatch(call -> call.startsWith("ad|app|permission|add") && call.endsWith("=Scope"))
        .anyMatch(call -> call.startsWith("ad|app|permission|admin-consent"))
        .anyMatch(call -> call.contains("value=='SMTP.Send'"))
        .anyMatch(call -> call.contains("value=='offline_access'"));
    assertThat(said).contains("Client ID: answer", "Tenant ID: answer", "Secret:    answer");
    assertThat(folder.resolve("hacked")).doesNotExist();
  }

  @Test
  void shouldAskForApplicationPermissionsWhenAccessIsAppOnly() throws Exception {
    // When
    String said = run(SetupScripts.of(setup(Access.APP_ONLY)).azureCli());

    // Then
    List<String> calls = Files.readAllLines(folder.resolve("calls"));
    assertThat(calls)
        .anyMatch(call -> call.contains("value=='IMAP.AccessAsApp'"))
        .anyMatch(call -> call.contains("value=='User.Read.All'"))
        .noneMatch(call -> call.contains("--web-redirect-uris"))
        .noneMatch(call -> call.endsWith("=Scope"));
    assertThat(said).contains("Object ID of the enterprise application: answer");
  }

  @Test
  void shouldKeepValuesWithinLiteralsWhenScriptsAreForPowerShell() {
    for (Access access : Access.values()) {
      SetupScripts scripts = SetupScripts.of(setup(access));
      for (String whole : List.of(scripts.graphPowerShell(), scripts.exchangeOnline())) {
        // Comments have apostrophes, and hold nothing that was entered but one name.
        String script = whole.replaceAll("(?m)^#.*$", "");
        // Then: what is left without the literals holds nothing of what was entered
        String code = LITERAL.matcher(script).replaceAll("");
        assertThat(code).doesNotContain("hacked", "rm -rf", "Neil", "contoso");
        assertThat(literals(script)).noneMatch(literal -> literal.contains("\n"));
        assertThat(literals(script).filter(literal -> literal.startsWith("\"")))
            .noneMatch(literal -> literal.contains("Neil") || literal.contains("contoso"));
      }
    }
  }

  @Test
  void shouldOpenTheNamedMailboxesAloneWhenAccessIsAppOnly() {
    // When
    String script = SetupScripts.of(setup(Access.APP_ONLY)).exchangeOnline();

    // Then
    assertThat(script)
        .contains("$mailboxes = @('helpdesk@contoso.example', 'o''neil@contoso.example')")
        .contains("$appId = '6d2b9f4e-0c1a-4e56-8b2f-000000000003'")
        .contains("New-ServicePrincipal -AppId $appId -ObjectId $objectId")
        .contains("Add-MailboxPermission -Identity $mailbox -User $objectId")
        .contains("Add-RecipientPermission -Identity $mailbox -Trustee $objectId")
        .contains("New-ManagementRoleAssignment -App $objectId -Role $role -CustomResourceScope")
        .contains("New-ApplicationAccessPolicy -AppId $appId -PolicyScopeGroupId $mailbox");
    assertThat(SetupScripts.of(setup(Access.DELEGATED)).exchangeOnline())
        .contains("SmtpClientAuthenticationDisabled $false")
        .doesNotContain("New-ServicePrincipal");
  }

  private static Setup setup(Access access) {
    return new Setup(
        access,
        NAME,
        TENANT,
        "6d2b9f4e-0c1a-4e56-8b2f-000000000003",
        "http://localhost:3017/",
        List.of("helpdesk@contoso.example", "o'neil@contoso.example"),
        24,
        true,
        true);
  }

  private static Stream<String> literals(String script) {
    return LITERAL.matcher(script).results().map(MatchResult::group);
  }

  /** With an {@code az} that notes how it was called. */
  private String run(String script) throws IOException, InterruptedException {
    Path az = folder.resolve("az");
    Files.writeString(
        az,
        "#!/bin/sh\n"
            + "(IFS='|'; printf '%s\\n"
            + "' \"$*\") >> calls\n"
            + "[ \"$1\" = login ] || echo answer\n");
    Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
    shell.environment().merge("PATH", folder + ":", (old, mine) -> mine + old);
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
