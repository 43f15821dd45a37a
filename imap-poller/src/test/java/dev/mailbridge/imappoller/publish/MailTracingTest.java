package dev.mailbridge.imappoller.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.SourceItem;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class MailTracingTest {
  private static final MailboxDefinition MAILBOX = new TestMailbox("localhost:1", 993).definition();
  private static final FolderPlace PLACE = new FolderPlace("INBOX", 7L, false);
  private static final SourceItem MAIL =
      new SourceItem.Mail(new SourceItem.Key(42L, null, Instant.EPOCH), new byte[0]);

  private final ProducerRecord<byte[], byte[]> event = new ProducerRecord<>("t", new byte[0]);
  private final PreparedMail prepared = new PreparedMail(null, List.of(event), null, false);

  @Test
  void shouldHandTheTraceToWhoeverReadsTheEvent() {
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      // Given
      MailTracing tracing = new MailTracing(provider.get("test"), Clock.systemUTC());

      // When
      String traceId;
      try (MailTracing.Traced traced = tracing.begin(MAILBOX, PLACE, MAIL, Instant.EPOCH)) {
        traced.mark(prepared);
        traceId = (String) MDC.get("traceId");
      }

      // Then
      String parent =
          new String(event.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII);
      assertThat(parent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").contains(traceId);
    }
  }

  @Test
  void shouldNameTheMailInLogLinesAndNoLongerThanItsWork() {
    // Given
    MailTracing tracing = new MailTracing(TracerProvider.noop().get("test"), Clock.systemUTC());

    // When
    try (MailTracing.Traced traced = tracing.begin(MAILBOX, PLACE, MAIL, Instant.EPOCH)) {
      traced.mark(prepared);

      // Then
      assertThat(MDC.get("messageKey")).isEqualTo("INBOX/7/42");
      assertThat(MDC.get("mailboxId")).isEqualTo(MAILBOX.id().value());
    }
    assertThat(MDC.get("messageKey")).isNull();
    assertThat(event.headers().lastHeader("traceparent")).isNull();
  }
}
