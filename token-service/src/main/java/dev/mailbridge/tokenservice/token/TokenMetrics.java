package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.tokenservice.token.TokenOutcome.Failed;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import dev.mailbridge.tokenservice.token.TokenOutcome.NoGrant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What callers get; never which mailbox: that is the audit's, and too many values for a metric. */
@ApplicationScoped
class TokenMetrics {
  private final MeterRegistry registry;

  /** Looked up once: thousands a second come by. */
  private final Map<Answer, Counter> answers = new ConcurrentHashMap<>();

  private record Answer(TokenPurpose purpose, String outcome) {}

  TokenMetrics(MeterRegistry registry, TokenCache cache) {
    this.registry = registry;
    Gauge.builder("mail.bridge.tokens.cached", cache, TokenCache::size)
        .description("Access tokens in this replica's memory")
        .register(registry);
  }

  void answered(TokenPurpose purpose, TokenOutcome outcome) {
    answers.computeIfAbsent(new Answer(purpose, name(outcome)), this::counter).increment();
  }

  private static String name(TokenOutcome outcome) {
    return switch (outcome) {
      case Issued _ -> "issued";
      case Failed failed -> failed.failure().code().name();
      case NoGrant _ -> "no-grant";
    };
  }

  private Counter counter(Answer answer) {
    return Counter.builder("mail.bridge.tokens")
        .description("Answers to requests for a token, by purpose and outcome")
        .tag("purpose", answer.purpose().code())
        .tag("outcome", answer.outcome())
        .register(registry);
  }
}
