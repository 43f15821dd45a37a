package dev.mailbridge.mailrules;

/**
 * Why a rule can't be saved.
 *
 * @param pointer JSON pointer into the rule, such as {@code /conditions/0/value}
 * @param detail what to do about it
 */
public record RuleProblem(String pointer, String detail) {}
