package dev.mailbridge.configservice.web;

import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rules as a form's fields ({@code rules.0.conditions.1.value}), and the buttons that add, remove
 * and move parts of them.
 */
final class RulesForm {
  private static final int MOST = 200;

  private RulesForm() {}

  static List<MailHandlingRule> rules(Form form) {
    return IntStream.range(0, MOST)
        .mapToObj(i -> "rules." + i)
        .takeWhile(at -> form.has(at + ".name"))
        .map(at -> rule(form, at))
        .toList();
  }

  private static MailHandlingRule rule(Form form, String at) {
    return new MailHandlingRule(
        form.value(at + ".name").strip(),
        form.on(at + ".enabled"),
        match(form.value(at + ".match")),
        parts(form, at + ".conditions.", ".field").map(c -> condition(form, c)).toList(),
        parts(form, at + ".actions.", ".type").map(a -> action(form, a)).toList());
  }

  private static java.util.stream.Stream<String> parts(Form form, String at, String member) {
    return IntStream.range(0, MOST)
        .mapToObj(i -> at + i)
        .takeWhile(part -> form.has(part + member));
  }

  private static Condition condition(Form form, String at) {
    return new Condition(
        form.text(at + ".field"),
        form.text(at + ".argument"),
        form.text(at + ".operator"),
        form.value(at + ".value"),
        form.on(at + ".negate"));
  }

  private static Action action(Form form, String at) {
    return new Action(
        form.text(at + ".type"), form.text(at + ".argument"), form.text(at + ".value"));
  }

  private static Match match(String code) {
    try {
      return Match.valueOf(code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Match.ALL;
    }
  }

  /**
   * @param command such as {@code add}, {@code remove 2}, {@code up 2}, {@code add-condition 2},
   *     {@code remove-action 2 0}
   */
  static List<MailHandlingRule> edited(List<MailHandlingRule> rules, String command) {
    String[] words = command.split(" ");
    List<MailHandlingRule> edited = new ArrayList<>(rules);
    if (words[0].equals("add")) {
      edited.add(
          new MailHandlingRule(
              "Rule " + (rules.size() + 1),
              true,
              Match.ALL,
              List.of(new Condition("subject", null, "contains", "", false)),
              List.of(new Action("tag", "", null))));
      return edited;
    }
    int at = words.length > 1 ? Integer.parseInt(words[1]) : -1;
    if (at < 0 || at >= rules.size()) {
      return edited;
    }
    MailHandlingRule rule = rules.get(at);
    int part = words.length > 2 ? Integer.parseInt(words[2]) : 0;
    switch (words[0]) {
      case "remove" -> edited.remove(at);
      case "up" -> Collections.swap(edited, at, Math.max(0, at - 1));
      case "down" -> Collections.swap(edited, at, Math.min(rules.size() - 1, at + 1));
      case "add-condition" ->
          edited.set(
              at,
              with(
                  rule,
                  plus(rule.conditions(), new Condition("subject", null, "contains", "", false)),
                  rule.actions()));
      case "add-action" ->
          edited.set(
              at, with(rule, rule.conditions(), plus(rule.actions(), new Action("tag", "", null))));
      case "remove-condition" ->
          edited.set(at, with(rule, without(rule.conditions(), part), rule.actions()));
      case "remove-action" ->
          edited.set(at, with(rule, rule.conditions(), without(rule.actions(), part)));
      default -> {}
    }
    return edited;
  }

  private static MailHandlingRule with(
      MailHandlingRule rule, List<Condition> conditions, List<Action> actions) {
    return new MailHandlingRule(rule.name(), rule.enabled(), rule.match(), conditions, actions);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static <T> List<T> without(List<T> list, int at) {
    List<T> shorter = new ArrayList<>(list);
    if (at >= 0 && at < list.size()) {
      shorter.remove(at);
    }
    return shorter;
  }
}
