package dev.mailbridge.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in Kafka's binary mode: the attributes are headers, the value is the data.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class CloudEventHeaders {
  public static final String TYPE = "ce_type";
  public static final String ID = "ce_id";

  private CloudEventHeaders() {}

  /**
   * @param type such as {@link IncomingMail#TYPE}
   * @param id unique within the source
   * @param source the service, such as {@code /imap-poller}
   */
  public static void write(Headers headers, String type, String id, String source, Instant time) {
    put(headers, "ce_specversion", "1.0");
    put(headers, TYPE, type);
    put(headers, ID, id);
    put(headers, "ce_source", source);
    put(headers, "ce_time", time.toString());
    put(headers, "content-type", "application/json");
  }

  /** The event's type, or null when the record isn't a CloudEvent. */
  public static String type(Headers headers) {
    Header header = headers.lastHeader(TYPE);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
