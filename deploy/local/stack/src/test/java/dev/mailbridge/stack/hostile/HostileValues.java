package dev.mailbridge.stack.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What no honest caller sends. */
final class HostileValues {
  /** Escaped as they stand in an address. */
  static final List<String> IN_ADDRESSES =
      List.of(
          "nobody",
          "%00",
          "..%2F..%2Fetc%2Fpasswd",
          "%C3%28",
          "%F0%9F%92%A3",
          "-1",
          "99999999999999999999",
          "'%20or%201=1--",
          "%24%7Bjndi:ldap:%2F%2Flocalhost%7D",
          "%0d%0aX-Injected:%20yes",
          "a".repeat(2_000));

  static final List<byte[]> BODIES =
      List.of(
          octets(""),
          octets("null"),
          octets("[]"),
          octets("{}"),
          octets("\"text\""),
          octets("{\"id\":"),
          octets("{\"id\":{\"id\":[1,2]},\"name\":[],\"scopes\":7,\"enabled\":\"maybe\"}"),
          octets("{\"id\":\"\\u0000\",\"name\":\"\\ud800\",\"tenantId\":\"\\u0000\"}"),
          octets("{\"id\":1e400,\"revision\":-99999999999999999999,\"name\":1}"),
          octets("[".repeat(20_000)),
          octets("{\"a\":".repeat(5_000)),
          octets("{\"name\":\"" + "x".repeat(300_000) + "\"}"),
          new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0xc3, 0x28},
          octets(
              "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///x\">]><a>&b;</a>"));

  static final List<String> CONTENT_TYPES =
      List.of("application/json", "text/plain", "message/rfc822", "application/json; charset=nope");

  private HostileValues() {}

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
