package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMailFixture;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an attempt leaves for those who look for it: a span, and log lines that name it. */
class SendingMetersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String COMMAND_SPAN = "00f067aa0ba902b7";
  private static final SendOutcome SENT =
      new SendOutcome.Sent(new SmtpReply(250, "2.0.0", "2.0.0 OK"));

  private final List<SpanData> spans = new ArrayList<>();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .addSpanProcessor(SimpleSpanProcessor.create(new Spans(spans)))
          .build();
  private final SendingMeters meters =
      new SendingMeters(new SimpleMeterRegistry(), provider.get("test"), Clock.systemUTC());

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void shouldBePartOfTheCommandsTraceWhenItHasOne() {
    // Given
    StoredMail mail = mail("00-" + TRACE + "-" + COMMAND_SPAN + "-01");

    // When
    meters.attempt(mail, () -> SENT);

    // Then
    SpanData span = spans.getFirst();
    assertThat(span.getName()).isEqualTo("send mail");
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(COMMAND_SPAN);
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attributes(span))
        .containsEntry("mail.mailbox", "desk")
        .containsEntry("mail.outgoing.id", "id-1")
        .containsEntry("mail.attempt", 1L)
        .containsEntry("mail.outcome", "Sent");
  }

  @Test
  void shouldShowAFailedSpanWhenTheMailWasNotSent() {
    // When
    meters.attempt(mail(null), () -> new SendOutcome.Refused(SendReason.TOO_LARGE, null));

    // Then
    assertThat(spans.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(spans.getFirst().getParentSpanContext().isValid()).isFalse();
    assertThat(attributes(spans.getFirst())).containsEntry("mail.outcome", "Refused");
  }

  @Test
  void shouldNameMailboxMailAndTraceInLogLinesWhileTheAttemptRuns() {
    // Given
    Map<String, Object> during = new HashMap<>();

    // When
    meters.attempt(
        mail("00-" + TRACE + "-" + COMMAND_SPAN + "-01"),
        () -> {
          during.putAll(MDC.getMap());
          return SENT;
        });

    // Then
    assertThat(during)
        .containsEntry("mailboxId", "desk")
        .containsEntry("messageKey", "id-1")
        .containsEntry("traceId", TRACE);
    assertThat(MDC.getMap()).doesNotContainKeys("mailboxId", "messageKey", "traceId");
  }

  @Test
  void shouldNameItsOwnTraceWhenTheCommandHadNone() {
    // Given
    Map<String, Object> during = new HashMap<>();

    // When
    meters.attempt(
        mail(null),
        () -> {
          during.putAll(MDC.getMap());
          return SENT;
        });

    // Then
    assertThat(during).containsEntry("traceId", spans.getFirst().getTraceId());
  }

  @Test
  void shouldEndTheSpanAndForgetTheMailWhenTheAttemptThrows() {
    // When / Then
    assertThatThrownBy(
            () ->
                meters.attempt(
                    mail(null),
                    () -> {
                      throw new IllegalStateException("a fault of this program");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(spans).hasSize(1);
    assertThat(MDC.getMap()).doesNotContainKeys("mailboxId", "messageKey", "traceId");
  }

  private static StoredMail mail(String traceparent) {
    return StoredMailFixture.traced(
        StoredMailFixture.sending(Instant.EPOCH, "a@customer.example"), traceparent);
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> attributes = new HashMap<>();
    span.getAttributes()
        .forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private record Spans(List<SpanData> ended) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      ended.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
