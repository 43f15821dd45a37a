package dev.mailbridge.simulator.contract;

import java.util.Locale;

/**
 * Where Exchange Online, and the simulator with it, does other than Dovecot and Postfix. Each one
 * is a row of {@code docs/simulator-differences.md} with its reason, and is asked of every server
 * by {@link ExchangeDifferencesContract}, for both answers.
 */
public enum Difference {
  SENT_ITEMS_COPY,
  CONDSTORE,
  OWN_KEYWORDS,
  KEYWORD_SEARCH,
  SEARCH_CHARSET,
  SPECIAL_USE,
  SORT,
  POP3_CHALLENGE,
  MESSAGE_SIZE,
  BASIC_AUTHENTICATION;

  /** Its name in the document. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
