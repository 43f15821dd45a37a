package dev.mailbridge.mailrules;

import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.mailrules.RuleOutcome.AppliedAction;
import dev.mailbridge.mailrules.RuleOutcome.ConditionTrace;
import dev.mailbridge.mailrules.RuleOutcome.RuleTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * Mail Handling: runs rules over the facts of a mail. Compile a mailbox's rules once with {@link
 * #of}; the result is safe for many threads. A rule that isn't valid never matches and says so in
 * the trace: it must not stop the mail.
 */
public final class MailRules {
  private final List<CompiledRule> rules;

  private MailRules(List<CompiledRule> rules) {
    this.rules = List.copyOf(rules);
  }

  public static MailRules of(List<MailHandlingRule> rules) {
    return new MailRules(rules.stream().map(CompiledRule::of).toList());
  }

  /** Compiles and runs rules, as the dry run does. */
  public static RuleOutcome evaluate(List<MailHandlingRule> rules, RuleFacts facts) {
    return of(rules).evaluate(facts);
  }

  /** Everything that is wrong with a rule; empty when it may be saved. */
  public static List<RuleProblem> validate(MailHandlingRule rule) {
    return RuleValidation.problems(rule);
  }

  public RuleOutcome evaluate(RuleFacts facts) {
    List<AppliedAction> actions = new ArrayList<>();
    List<RuleTrace> trace = new ArrayList<>(rules.size());
    String stoppedBy = null;
    for (CompiledRule rule : rules) {
      if (stoppedBy != null) {
        trace.add(
            new RuleTrace(rule.name(), null, "“" + stoppedBy + "” stopped the rules", List.of()));
        continue;
      }
      RuleTrace result = rule.evaluate(facts);
      trace.add(result);
      if (Boolean.TRUE.equals(result.matched())) {
        for (Action action : rule.actions()) {
          if (action.type().equals(ActionType.STOP.code())) {
            stoppedBy = rule.name();
          } else {
            actions.add(new AppliedAction(rule.name(), action));
          }
        }
      }
    }
    return new RuleOutcome(actions, stoppedBy != null, trace);
  }

  /** A rule made ready; {@code problem} is null when it is valid. */
  private record CompiledRule(
      MailHandlingRule rule, List<CompiledCondition> conditions, String problem) {

    static CompiledRule of(MailHandlingRule rule) {
      List<RuleProblem> problems = RuleValidation.problems(rule);
      if (!problems.isEmpty()) {
        RuleProblem first = problems.getFirst();
        return new CompiledRule(rule, List.of(), first.pointer() + ": " + first.detail());
      }
      return new CompiledRule(
          rule, rule.conditions().stream().map(CompiledCondition::of).toList(), null);
    }

    String name() {
      return rule.name();
    }

    List<Action> actions() {
      return rule.actions();
    }

    RuleTrace evaluate(RuleFacts facts) {
      if (!rule.enabled()) {
        return new RuleTrace(name(), null, "switched off", List.of());
      }
      if (problem != null) {
        return new RuleTrace(name(), null, "not valid: " + problem, List.of());
      }
      List<ConditionTrace> seen =
          conditions.stream().map(condition -> condition.evaluate(facts)).toList();
      long held = seen.stream().filter(ConditionTrace::held).count();
      MailHandlingRule.Match match =
          rule.match() == null ? MailHandlingRule.Match.ALL : rule.match();
      boolean matched =
          seen.isEmpty()
              || switch (match) {
                case ALL -> held == seen.size();
                case ANY -> held > 0;
                case NONE -> held == 0;
              };
      String reason =
          seen.isEmpty()
              ? "no conditions: always"
              : held
                  + " of "
                  + seen.size()
                  + " conditions hold, wanted: "
                  + match.name().toLowerCase(java.util.Locale.ROOT);
      return new RuleTrace(name(), matched, reason, seen);
    }
  }
}
