package dev.mailbridge.benchmarks.latency;

import dev.mailbridge.benchmarks.poller.BareImap;
import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One mailbox that gets one mail after the other, watched by a bare client in IDLE. */
final class Lane implements AutoCloseable {
  private static final long AT_MOST_SECONDS = 60;

  /**
   * Dovecot gathers changes for 500 ms before it tells a client in IDLE, and the first client's
   * look moves the mail from new to cur: a change again, which only a client that stays in IDLE is
   * waiting for. A mail that came meanwhile would be told to it sooner than to one that has just
   * come back, so the next comes when no such time runs any more.
   */
  private static final Duration PAUSE = Duration.ofMillis(1_200);

  private final RealMailServers servers;
  private final EventTimes events;
  private final int account;
  private final BareImap client;
  private int mails;

  /** The mailbox has {@code mails} mails by now. */
  Lane(RealMailServers servers, EventTimes events, int account, int mails) throws IOException {
    this.servers = servers;
    this.events = events;
    this.account = account;
    this.mails = mails;
    client = new BareImap(servers, PollerBench.address(account));
    client.idle();
  }

  /**
   * @return how much later than the client's news the committed event was seen, in milliseconds
   */
  double next() throws IOException {
    String id =
        "<latency-%d-%d-%d@customer.example>".formatted(account, ++mails, System.nanoTime());
    servers.deliver(PollerBench.address(account), mail(id));
    long told = client.awaitMails(mails);
    try {
      long seen = events.of(id).get(AT_MOST_SECONDS, TimeUnit.SECONDS);
      LockSupport.parkNanos(PAUSE.toNanos());
      return (seen - told) / 1e6;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("no event came of the mail " + id, e);
    }
  }

  private static byte[] mail(String id) {
    return """
        From: Customer <customer@customer.example>
        To: Help Desk <desk@contoso.example>
        Subject: Printer
        Date: Tue, 03 Mar 2026 09:00:00 +0100
        Message-ID: %s

        The printer on floor 3 has no paper.
        """
        .formatted(id)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  int mails() {
    return mails;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
