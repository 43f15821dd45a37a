package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.directory.ImportFields;
import dev.mailbridge.configservice.directory.rules.AttributeCondition;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fields of <em>Import Users from Azure AD</em>, to and from the form. */
final class DirectoryForm {
  static final String CONDITIONS = "rules.conditions";
  static final String VIP_CONDITIONS = "rules.vipConditions";
  static final String MAPPING = "rules.mapping";
  private static final String NOT = "not-";
  private static final int MOST_ROWS = 50;

  private DirectoryForm() {}

  static Map<String, String> values(ImportFields fields) {
    Map<String, String> values = new HashMap<>();
    put(values, "Client ID", fields.clientId());
    put(values, "Tenant ID", fields.tenantId());
    put(values, "Secret Key expires", fields.secretExpires());
    put(values, "Cloud", fields.cloud());
    put(values, "Token End Point", fields.tokenEndPoint());
    put(values, "Graph URL", fields.graphUrl());
    values.put("enabled", String.valueOf(fields.runsBySchedule()));
    rules(values, fields.rulesOrUsual());
    return values;
  }

  private static void rules(Map<String, String> values, ImportRules rules) {
    values.put("rules.groups", String.join("\n", rules.groups()));
    values.put("rules.domains", String.join("\n", rules.domains()));
    values.put("rules.enabledOnly", String.valueOf(rules.enabledOnly()));
    values.put("rules.userTypes", json(rules.userTypes()));
    conditions(values, CONDITIONS, rules.conditions());
    values.put("rules.vipGroups", String.join("\n", rules.vipGroups()));
    conditions(values, VIP_CONDITIONS, rules.vipConditions());
    values.put(
        "rules.address",
        String.join(",", rules.address().stream().map(DirectoryForm::json).toList()));
    int row = 0;
    for (Map.Entry<String, List<String>> one : rules.mapping().entrySet()) {
      values.put(MAPPING + "." + row + ".field", one.getKey());
      values.put(MAPPING + "." + row + ".attributes", String.join(", ", one.getValue()));
      row++;
    }
    values.put("rules.leavers", json(rules.leavers()));
    values.put("rules.brakePercent", String.valueOf(rules.brakePercent()));
    put(values, "rules.every", rules.every());
    put(values, "rules.fullEvery", rules.fullEvery());
  }

  private static void conditions(
      Map<String, String> values, String name, List<AttributeCondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      AttributeCondition one = conditions.get(i);
      String row = name + "." + i;
      values.put(row + ".attribute", one.attribute());
      values.put(row + ".operator", (one.negate() ? NOT : "") + json(one.operator()));
      values.put(row + ".value", one.value());
    }
  }

  private static void put(Map<String, String> values, String name, Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
  }

  private static String json(Object value) {
    return ContractJson.mapper().convertValue(value, String.class);
  }

  /** The rows that hold something, and some empty ones. */
  static List<Integer> rows(Form form, String name, int empty) {
    int used = (int) indexes(form, name).count();
    return IntStream.range(0, Math.min(MOST_ROWS, used + empty)).boxed().toList();
  }

  private static Stream<Integer> indexes(Form form, String name) {
    String column = name.equals(MAPPING) ? "field" : "attribute";
    return IntStream.range(0, MOST_ROWS)
        .boxed()
        .filter(
            row ->
                form.text(name + "." + row + "." + column) != null
                    || form.text(name + "." + row + ".value") != null);
  }

  /**
   * @throws ProblemException when a number, a time or a day can't be read
   */
  static ImportFields fields(Form form) {
    try {
      String expires = form.text("Secret Key expires");
      return new ImportFields(
          form.text("Client ID"),
          form.text("Tenant ID"),
          form.text("Secret Key"),
          expires == null ? null : LocalDate.parse(expires),
          form.text("Cloud"),
          form.text("Token End Point"),
          form.text("Graph URL"),
          form.on("enabled"),
          rules(form));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new ProblemException(
          FormProblem.UNREADABLE, "Enter the share as a number and the date as a day.", e);
    }
  }

  private static ImportRules rules(Form form) {
    Map<String, List<String>> mapping = new LinkedHashMap<>();
    indexes(form, MAPPING)
        .forEach(
            row ->
                mapping.put(
                    form.value(MAPPING + "." + row + ".field").strip(),
                    split(form.value(MAPPING + "." + row + ".attributes"))));
    String brake = form.text("rules.brakePercent");
    String every = form.text("rules.every");
    String fullEvery = form.text("rules.fullEvery");
    return new ImportRules(
        split(form.value("rules.groups")),
        split(form.value("rules.domains")),
        form.on("rules.enabledOnly"),
        read(form.text("rules.userTypes"), ImportRules.UserTypes.class),
        conditions(form, CONDITIONS),
        split(form.value("rules.vipGroups")),
        conditions(form, VIP_CONDITIONS),
        split(form.value("rules.address")).stream()
            .map(one -> read(one, ImportRules.AddressSource.class))
            .toList(),
        mapping,
        read(form.text("rules.leavers"), ImportRules.Leavers.class),
        brake == null ? null : Integer.valueOf(brake),
        every == null ? null : Duration.parse(every),
        fullEvery == null ? null : Duration.parse(fullEvery));
  }

  private static List<AttributeCondition> conditions(Form form, String name) {
    return indexes(form, name)
        .map(
            row -> {
              String at = name + "." + row;
              String operator = form.value(at + ".operator");
              boolean negate = operator.startsWith(NOT);
              return new AttributeCondition(
                  form.value(at + ".attribute").strip(),
                  read(
                      negate ? operator.substring(NOT.length()) : operator,
                      AttributeCondition.Operator.class),
                  form.value(at + ".value"),
                  negate);
            })
        .toList();
  }

  private static <T> T read(String text, Class<T> type) {
    return ContractJson.mapper().convertValue(text, type);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("[\\s,;]+")).filter(one -> !one.isEmpty()).toList();
  }
}
