package dev.mailbridge.benchmarks.send;

import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * From the command on Kafka to the mail in its mailbox, through Postfix with XOAUTH2 and STARTTLS,
 * every state durable; beside Postfix' own load generator on the same server.
 */
public final class SendBench {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String DELIVERED = "status=sent";

  private final BenchOptions options;
  private final RealMailServers servers;
  private final SenderUnderTest sender;
  private final Project project;
  private final int mails;

  private SendBench(
      BenchOptions options, RealMailServers servers, SenderUnderTest sender, Project project) {
    this.options = options;
    this.servers = servers;
    this.sender = sender;
    this.project = project;
    this.mails = options.number("--mails", 4_000);
  }

  /**
   * Options: {@code --mails N} of each measurement (4000), {@code --mailboxes N} in parallel (100),
   * {@code --stored N} mails for the claim (1000000).
   */
  public static void main(String... arguments) {
    try {
      if (RealMailServers.whyNot() != null) {
        throw new IllegalStateException(RealMailServers.whyNot());
      }
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | SQLException | RuntimeException e) {
      System.err.println("./bench send could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException, SQLException {
    try (RealMailServers servers = RealMailServers.start();
        Project project = new Project();
        SenderUnderTest sender = new SenderUnderTest(servers)) {
      return new SendBench(options, servers, sender, project).measure();
    }
  }

  private int measure() throws IOException, SQLException {
    BenchReport report = new BenchReport("send", options);
    List<String> one = List.of("desk");
    int parallel = options.number("--mailboxes", 100);
    List<String> many = IntStream.range(0, parallel).mapToObj(i -> "desk-" + i).toList();
    project.define("desk", servers.smtpPort(), 3);
    many.forEach(mailbox -> project.define(mailbox, servers.smtpPort(), 1));
    throughput(one);
    int rounds = options.rounds();
    double[][] figures = new double[6][rounds];
    for (int round = 0; round < rounds; round++) {
      put(figures, 0, round, throughput(one));
      put(figures, 2, round, throughput(many));
      put(figures, 4, round, smtpSource());
    }
    double[] idle = idle();
    double delivered = BenchReport.median(figures[1]);
    double sourceDelivered = BenchReport.median(figures[5]);
    report
        .figure("mails_per_second", BenchReport.median(figures[0]))
        .atLeast(400)
        .peer("smtp-source", BenchReport.median(figures[4]));
    report
        .figure("delivered_per_second", delivered)
        .atLeast(sourceDelivered)
        .peer("smtp-source", sourceDelivered);
    report
        .figure("parallel_mails_per_second", BenchReport.median(figures[2]))
        .atLeast(BenchReport.median(figures[0]));
    report.figure("parallel_delivered_per_second", BenchReport.median(figures[3]));
    report.figure("idle_ms_p50", BenchReport.percentile(0.5, idle)).atMost(60);
    report.figure("idle_ms_p99", BenchReport.percentile(0.99, idle));
    double before = sender.rssMib();
    report.figure("claim_ms_mean", claim(one)).atMost(5);
    report.figure("rss_mib", before);
    report.figure("rss_with_backlog_mib", sender.rssMib()).atMost(before * 1.25);
    report.note(
        "%d mails of 2 KB a measurement; one mailbox with 3 kept connections, %d with one each; idle: from the command to the report that it was sent; delivered counts the mail server's log."
            .formatted(mails, parallel));
    return report.finish();
  }

  private static void put(double[][] figures, int first, int round, double[] values) {
    figures[first][round] = values[0];
    figures[first + 1][round] = values[1];
  }

  /** Mails a second: reported as sent, and in their mailboxes. */
  private double[] throughput(List<String> mailboxes) throws IOException {
    int before = delivered();
    long start = System.nanoTime();
    Set<String> ids = project.send(mails, mailboxes);
    project.awaitSent(ids, PATIENCE);
    double accepted = perSecond(start);
    await(this::delivered, before + mails);
    return new double[] {accepted, perSecond(start)};
  }

  private double[] smtpSource() throws IOException {
    int before = delivered();
    long start = System.nanoTime();
    Process source =
        new ProcessBuilder(
                "/usr/sbin/smtp-source",
                "-s",
                "4",
                "-m",
                String.valueOf(mails),
                "-l",
                "2400",
                "-f",
                "desk@contoso.example",
                "-t",
                "customer@customer.example",
                "127.0.0.1:" + servers.openSmtpPort())
            .inheritIO()
            .start();
    if (source.onExit().join().exitValue() != 0) {
      throw new IOException("smtp-source ended with " + source.exitValue());
    }
    double accepted = perSecond(start);
    await(this::delivered, before + mails);
    return new double[] {accepted, perSecond(start)};
  }

  private double perSecond(long start) {
    return mails * 1e9 / (System.nanoTime() - start);
  }

  /** Counted in the server's log. */
  private int delivered() {
    try {
      String log = servers.logs();
      int count = 0;
      for (int at = log.indexOf(DELIVERED); at >= 0; at = log.indexOf(DELIVERED, at + 1)) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(IntSupplier count, int wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count.getAsInt() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("not all mails are delivered in " + PATIENCE);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private double[] idle() {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      LockSupport.parkNanos(150_000_000);
      long start = System.nanoTime();
      project.awaitSent(project.send(1, List.of("desk")), PATIENCE);
      times.add((System.nanoTime() - start) / 1e6);
    }
    return times.stream().skip(10).mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean time of a claim with many stored mails, a tenth of them waiting for one mailbox. */
  private double claim(List<String> mailboxes) throws IOException, SQLException {
    int stored = options.number("--stored", 1_000_000);
    String command =
        new String(ContractJson.write(Project.mail("desk")), StandardCharsets.UTF_8)
            .replace("'", "''");
    sender.sql(
        """
        insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
          state, recipients, message_id, accepted_at, due_at, settled_at)
        select 'helpdesk', 'old-' || i, 'desk-' || i %% 100, '{}', 'x', 'REPLY', 0, 'SENT', '[]',
          '<old-' || i || '@contoso.example>', now() - interval '1 day', now() - interval '1 day', now()
        from generate_series(1, %d) i"""
            .formatted(stored));
    sender.sql(
        """
        insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
          state, recipients, accepted_at, due_at)
        select 'helpdesk', 'waiting-' || i, 'desk', '%s', 'x', 'REPLY', 1, 'ACCEPTED',
          (select recipients from outgoing_mail where mailbox_id = 'desk' limit 1), now(), now()
        from generate_series(1, %d) i"""
            .formatted(command, stored / 10));
    sender.sql("analyze outgoing_mail");
    double count = sender.metric("mail_sender_claim_seconds_count");
    double sum = sender.metric("mail_sender_claim_seconds_sum");
    // Amid all those: mails that pass them by, and those themselves.
    project.awaitSent(project.send(1_000, mailboxes), PATIENCE);
    LockSupport.parkNanos(5_000_000_000L);
    return (sender.metric("mail_sender_claim_seconds_sum") - sum)
        * 1e3
        / (sender.metric("mail_sender_claim_seconds_count") - count);
  }
}
