package dev.mailbridge.stack.local;

/** Every port of the stack, with the option that moves it. */
public enum StackPort {
  CONFIG_SERVICE("config-service", "--config-port", 3010),
  TOKEN_SERVICE("token-service", "--token-port", 3017),
  IMAP_POLLER("imap-poller", "--poller-port", 3018),
  SMTP_SENDER("smtp-sender", "--sender-port", 3019),
  SIMULATOR("simulator", "--simulator-port", 3020),
  SIMULATOR_IMAPS("simulator (IMAP)", "--simulator-imap-port", 3021),
  SIMULATOR_POP3S("simulator (POP3)", "--simulator-pop3-port", 3022),
  SIMULATOR_SMTP("simulator (SMTP)", "--simulator-smtp-port", 3023),
  HELPDESK("sample HelpDesk", "--helpdesk-port", 3030),
  POSTGRESQL("PostgreSQL", "--postgresql-port", 3032),
  KAFKA("Kafka", "--kafka-port", 3092),
  KAFKA_CONTROLLER("Kafka's controller", "--kafka-controller-port", 3093);

  private final String owner;
  private final String option;
  private final int standard;

  StackPort(String owner, String option, int standard) {
    this.owner = owner;
    this.option = option;
    this.standard = standard;
  }

  public String owner() {
    return owner;
  }

  public String option() {
    return option;
  }

  public int standard() {
    return standard;
  }

  boolean ofSimulator() {
    return switch (this) {
      case SIMULATOR, SIMULATOR_IMAPS, SIMULATOR_POP3S, SIMULATOR_SMTP -> true;
      case CONFIG_SERVICE,
          TOKEN_SERVICE,
          IMAP_POLLER,
          SMTP_SENDER,
          HELPDESK,
          POSTGRESQL,
          KAFKA,
          KAFKA_CONTROLLER ->
          false;
    };
  }
}
