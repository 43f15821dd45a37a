package dev.mailbridge.smtpsender.packaged;

import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** The server of case 34: three connections, thirty mails in sixty seconds, and one greylisting. */
final class ThrottlingScript implements SmtpScript {
  private final Deque<Instant> taken = new ArrayDeque<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private ScriptedSmtpServer server;

  void server(ScriptedSmtpServer own) {
    server = own;
  }

  /** How often it refused anything. */
  int refusals() {
    return refusals.get();
  }

  @Override
  public synchronized String mailFrom(String line, int mail) {
    Instant minuteAgo = Instant.now().minus(Duration.ofSeconds(60));
    taken.removeIf(at -> at.isBefore(minuteAgo));
    if (taken.size() >= 30) {
      refusals.incrementAndGet();
      return "421 4.3.2 The maximum number of messages per minute has been exceeded";
    }
    return "250 2.1.0 OK";
  }

  @Override
  public String rcptTo(String address, int mail) {
    if (mail == 7) {
      refusals.incrementAndGet();
      return "451 4.7.1 Greylisted, try again later";
    }
    return "250 2.1.5 OK";
  }

  @Override
  public synchronized String dot(ReceivedMail received, int mail) {
    if (server.mostOpenConnections() > 3) {
      refusals.incrementAndGet();
      return "432 4.3.2 Concurrent connections limit exceeded. Visit"
          + " https://aka.ms/concurrent_sending for more information.";
    }
    taken.addLast(Instant.now());
    return "250 2.0.0 OK queued";
  }

  @Override
  public boolean queued(ReceivedMail received, int mail) {
    return server.mostOpenConnections() <= 3;
  }
}
