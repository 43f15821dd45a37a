package dev.mailbridge.mailrules;

import java.util.Arrays;
import java.util.Optional;

/** What a rule may do. */
enum ActionType {
  ROUTE("route", "the project"),
  SET_FIELD("set-field", "the field's name"),
  TAG("tag", "the tag"),
  ACKNOWLEDGE("acknowledge", "the template"),
  IGNORE("ignore", null),
  QUARANTINE("quarantine", null),
  MOVE("move", "the folder"),
  MARK("mark", null),
  DELETE("delete", null),
  STOP("stop", null);

  private final String code;
  private final String argument;

  ActionType(String code, String argument) {
    this.code = code;
    this.argument = argument;
  }

  String code() {
    return code;
  }

  /** What its argument is; null when it takes none. */
  String argument() {
    return argument;
  }

  static Optional<ActionType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  static String codes() {
    return String.join(", ", Arrays.stream(values()).map(ActionType::code).toList());
  }
}
