package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An address of a header (RFC 5322 section 3.4).
 *
 * @param name the decoded display name, null when absent
 * @param address {@code local@domain}, as written
 * @param user the known user behind it, from {@code directory.users.<project>}; null when unknown
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MailAddress(
    String name, String address, @JsonInclude(JsonInclude.Include.NON_NULL) KnownUser user) {
  public static MailAddress of(String name, String address) {
    return new MailAddress(name, address, null);
  }

  public static MailAddress of(String address) {
    return new MailAddress(null, address, null);
  }

  /** A directory user; {@code id} is Entra's object id. */
  public record KnownUser(String id, String department, boolean vip) {}
}
