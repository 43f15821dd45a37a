package dev.mailbridge.mailrules;

import dev.mailbridge.contracts.MailHandlingRule;
import java.util.List;

/**
 * What rules decided about a mail, and why.
 *
 * @param actions in order; {@code stop} isn't among them
 * @param stopped a rule said that no later one may run
 * @param trace one entry for each rule, those that didn't run too
 */
public record RuleOutcome(List<AppliedAction> actions, boolean stopped, List<RuleTrace> trace) {
  public RuleOutcome {
    actions = List.copyOf(actions);
    trace = List.copyOf(trace);
  }

  /** Whether an action of that type applies. */
  public boolean has(String type) {
    return actions.stream().anyMatch(applied -> applied.action().type().equals(type));
  }

  /**
   * @param rule its name
   */
  public record AppliedAction(String rule, MailHandlingRule.Action action) {}

  /**
   * @param matched null when the rule wasn't looked at
   * @param reason in plain words
   */
  public record RuleTrace(
      String rule, Boolean matched, String reason, List<ConditionTrace> conditions) {
    public RuleTrace {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * @param held after negation
   * @param seen the values that were compared, shortened
   */
  public record ConditionTrace(
      MailHandlingRule.Condition condition, boolean held, List<String> seen) {
    public ConditionTrace {
      seen = List.copyOf(seen);
    }
  }
}
