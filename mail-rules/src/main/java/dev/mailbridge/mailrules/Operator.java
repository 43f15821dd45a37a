package dev.mailbridge.mailrules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a condition compares. */
enum Operator {
  EQUALS,
  CONTAINS,
  STARTS,
  ENDS,
  IN,
  MATCHES,
  GREATER,
  LESS;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isNumeric() {
    return this == GREATER || this == LESS;
  }

  static Optional<Operator> of(String code) {
    return Arrays.stream(values()).filter(operator -> operator.code().equals(code)).findFirst();
  }

  static String codes() {
    return String.join(", ", Arrays.stream(values()).map(Operator::code).toList());
  }
}
