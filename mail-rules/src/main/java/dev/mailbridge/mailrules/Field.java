package dev.mailbridge.mailrules;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a condition may look at. A field with several values holds when one of them does. */
enum Field {
  SENDER("sender", Type.ADDRESS) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      List<MailAddress> all = new ArrayList<>(facts.from());
      if (facts.sender() != null) {
        all.add(facts.sender());
      }
      return addresses(all);
    }
  },
  SENDER_NAME("sender-name", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.from().stream().map(MailAddress::name).filter(name -> name != null).toList();
    }
  },
  DOMAIN("domain", Type.DOMAIN) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return domains(facts.from());
    }
  },
  RECIPIENT("recipient", Type.ADDRESS) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return addresses(Stream.concat(facts.to().stream(), facts.cc().stream()).toList());
    }
  },
  RECIPIENT_DOMAIN("recipient-domain", Type.DOMAIN) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return domains(Stream.concat(facts.to().stream(), facts.cc().stream()).toList());
    }
  },
  TO("to", Type.ADDRESS) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return addresses(facts.to());
    }
  },
  CC("cc", Type.ADDRESS) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return addresses(facts.cc());
    }
  },
  REPLY_TO("reply-to", Type.ADDRESS) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return addresses(facts.replyTo());
    }
  },
  SUBJECT("subject", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return List.of(facts.subject());
    }
  },
  BODY("body", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return List.of(facts.body());
    }
  },
  HEADER("header", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.headers().stream()
          .filter(header -> header.name().equalsIgnoreCase(argument))
          .map(IncomingMail.Header::value)
          .toList();
    }
  },
  ATTACHMENT_NAME("attachment-name", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.attachments().stream().map(RuleFacts.Attachment::filename).toList();
    }
  },
  ATTACHMENT_TYPE("attachment-type", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.attachments().stream().map(RuleFacts.Attachment::contentType).toList();
    }
  },
  ATTACHMENT_SIZE("attachment-size", Type.NUMBER) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.attachments().stream().map(one -> Long.toString(one.size())).toList();
    }
  },
  SIZE("size", Type.NUMBER) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return List.of(Long.toString(facts.size()));
    }
  },
  KIND("kind", Type.WORD) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.kind() == null ? List.of() : List.of(facts.kind().code());
    }
  },
  AUTHENTICATION("authentication", Type.WORD) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      IncomingMail.Authentication results = facts.authentication();
      if (results == null) {
        return List.of("none");
      }
      String result =
          switch (argument.toLowerCase(Locale.ROOT)) {
            case "spf" -> results.spf();
            case "dkim" -> results.dkim();
            default -> results.dmarc();
          };
      return List.of(result == null ? "none" : result);
    }
  },
  KNOWN_USER("known-user", Type.WORD) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.knownUser() == null ? List.of() : List.of(facts.knownUser().toString());
    }
  },
  FOLDER("folder", Type.TEXT) {
    @Override
    List<String> values(RuleFacts facts, String argument) {
      return facts.folder() == null ? List.of() : List.of(facts.folder());
    }
  };

  /** How the field's values compare. */
  enum Type {
    TEXT,
    WORD,
    NUMBER,
    ADDRESS,
    DOMAIN
  }

  private final String code;
  private final Type type;

  Field(String code, Type type) {
    this.code = code;
    this.type = type;
  }

  /**
   * @param argument the header's name, or the authentication method; null for other fields
   */
  abstract List<String> values(RuleFacts facts, String argument);

  String code() {
    return code;
  }

  Type type() {
    return type;
  }

  static Optional<Field> of(String code) {
    return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
  }

  static String codes() {
    return String.join(", ", Arrays.stream(values()).map(Field::code).toList());
  }

  private static List<String> addresses(List<MailAddress> addresses) {
    return addresses.stream().map(MailAddress::address).toList();
  }

  private static List<String> domains(List<MailAddress> addresses) {
    return addresses.stream()
        .map(MailAddress::address)
        .map(address -> address.substring(address.lastIndexOf('@') + 1))
        .toList();
  }
}
