package dev.mailbridge.configservice.handling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {
  private static final byte[] MAIL =
      """
      From: "sales@evil.example" <test@test.example>
      To: Second Line <second-line@example.com>
      Cc: Team <TEAM@Example.COM>, other@example.com
      Subject: =?utf-8?Q?St=C3=B6rung?= [Success] job 17
      Message-ID: <c19@test.example>
      Date: Tue, 03 Mar 2026 09:00:00 +0100
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      hello
      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.UTF_8);

  private final DryRun dryRun = new DryRun(new RecentMails(Map.of()), null);

  @Test
  void shouldTellWhatEachRuleDidWhenAMailIsTried() {
    // Given
    List<MailHandlingRule> rules =
        List.of(
            rule(
                "to the team",
                List.of(new Condition("recipient", null, "equals", "team@example.com", false)),
                List.of(new Action("move", "Team", null), new Action("stop", null, null))),
            rule(
                "all of example.com",
                List.of(new Condition("recipient-domain", null, "equals", "example.com", false)),
                List.of(new Action("tag", "all", null))));

    // When
    DryRun.Result result = dryRun.over(MAIL, rules);

    // Then
    assertThat(result.from()).isEqualTo("test@test.example");
    assertThat(result.subject()).isEqualTo("Störung [Success] job 17");
    assertThat(result.outcome().actions())
        .extracting(applied -> applied.action().type() + "=" + applied.action().argument())
        .containsExactly("move=Team");
    assertThat(result.outcome().trace()).hasSize(2);
    assertThat(result.outcome().trace().getLast().matched()).isNull();
  }

  @Test
  void shouldLookAtTheAddressWhenTheDisplayNameLies() {
    // Given
    List<MailHandlingRule> rules =
        List.of(
            rule(
                "evil",
                List.of(new Condition("sender", null, "contains", "sales@evil.example", false)),
                List.of(new Action("ignore", null, null))));

    // Then
    assertThat(dryRun.over(MAIL, rules).outcome().actions()).isEmpty();
  }

  private static MailHandlingRule rule(
      String name, List<Condition> conditions, List<Action> actions) {
    return new MailHandlingRule(name, true, Match.ALL, conditions, actions);
  }
}
