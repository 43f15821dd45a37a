package dev.mailbridge.stack.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What no honest caller sends. */
final class HostileValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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

  /** In place of a field's value. */
  static final List<JsonNode> IN_BODIES =
      List.of(
          JSON.nullNode(),
          JSON.numberNode(-1),
          JSON.numberNode(new BigDecimal("1e400")),
          JSON.booleanNode(true),
          JSON.textNode(""),
          JSON.textNode("\u0000"),
          JSON.textNode("\ud800"),
          JSON.textNode("\r\nX-Injected: yes"),
          JSON.textNode("'; drop table mailbox; --"),
          JSON.textNode("../../etc/passwd"),
          JSON.textNode("http://[::1"),
          JSON.textNode("x".repeat(70_000)),
          JSON.arrayNode().add(JSON.arrayNode()),
          JSON.objectNode().put("a", 1));

  static final byte[] EMPTY_OBJECT = octets("{}");

  static final List<Map<String, String>> HEADERS =
      List.of(
          Map.of("Content-Type", "text/plain"),
          Map.of("Content-Type", "message/rfc822"),
          Map.of("Content-Type", "application/xml"),
          Map.of("Content-Type", "application/json; charset=nope"),
          Map.of("Content-Type", "application/json; charset=UTF-16"),
          Map.of("Content-Type", "///"),
          Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
          Map.of("Content-Type", "application/json", "Accept", "application/xml"),
          Map.of("Content-Type", "application/json", "Accept", "\"nonsense"),
          Map.of("Content-Type", "application/json", "Accept-Language", "\u00ff,;q=9"),
          Map.of("Content-Type", "application/json", "If-Match", "\"x".repeat(1_000)),
          Map.of("Content-Type", "application/json", "Idempotency-Key", "x".repeat(5_000)),
          Map.of("Content-Type", "application/json", "X-On-Behalf-Of", "a\u00ffb"),
          Map.of("Content-Type", "application/json", "traceparent", "00-zz-zz-zz"));

  private HostileValues() {}

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
