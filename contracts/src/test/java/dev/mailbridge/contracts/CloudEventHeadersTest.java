package dev.mailbridge.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventHeadersTest {
  private static final Instant TIME = Instant.parse("2026-11-25T08:14:02Z");

  @Test
  void shouldWriteTheAttributesOfBinaryMode() {
    // Given
    Headers headers = new RecordHeaders();

    // When
    CloudEventHeaders.write(headers, IncomingMail.TYPE, "in-1", "/imap-poller", TIME);

    // Then
    assertThat(asMap(headers))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_type", "dev.mailbridge.incoming-mail.v1",
                "ce_id", "in-1",
                "ce_source", "/imap-poller",
                "ce_time", "2026-11-25T08:14:02Z",
                "content-type", "application/json"));
    assertThat(CloudEventHeaders.type(headers)).isEqualTo(IncomingMail.TYPE);
  }

  @Test
  void shouldReplaceItsOwnAndKeepOtherHeadersWhenWrittenAgain() {
    // Given
    Headers headers = new RecordHeaders();
    headers.add("traceparent", "00-1-2-01".getBytes(UTF_8));
    CloudEventHeaders.write(headers, IncomingMail.TYPE, "in-1", "/imap-poller", TIME);

    // When
    CloudEventHeaders.write(headers, DeadLetter.TYPE, "dl-1", "/imap-poller", TIME);

    // Then
    assertThat(headers.toArray()).hasSize(7);
    assertThat(asMap(headers)).containsEntry("ce_id", "dl-1").containsKey("traceparent");
  }

  @Test
  void shouldHaveNoTypeWhenTheRecordIsNoCloudEvent() {
    assertThat(CloudEventHeaders.type(new RecordHeaders())).isNull();
  }

  private static Map<String, String> asMap(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .collect(
            Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
  }
}
