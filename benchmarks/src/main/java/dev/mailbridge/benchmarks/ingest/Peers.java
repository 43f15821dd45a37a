package dev.mailbridge.benchmarks.ingest;

import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Others that fetch the same mails from the same server, as processes. */
final class Peers {
  private static final Path SCRIPTS = Path.of("benchmarks/peers");

  private final RealMailServers servers;
  private final int mails;

  Peers(RealMailServers servers, int mails) {
    this.servers = servers;
    this.mails = mails;
  }

  /**
   * mbsync of Debian's isync into an empty maildir. It can't do XOAUTH2 by itself: it talks to an
   * imap process of the same server without TLS and sign-in, to its advantage. That process wants
   * pipes: it refuses to run on a socket, which is what mbsync gives it.
   *
   * @return mails a second
   * @throws IOException when it isn't there or fails
   */
  double mbsync() throws IOException {
    Path folder = Files.createTempDirectory("bench-mbsync");
    Path settings = folder.resolve("mbsyncrc");
    Files.writeString(
        folder.resolve("tunnel"),
        """
        mkfifo %3$s/in
        exec 3<&0
        cat <&3 >%3$s/in &
        doveadm -c %1$s exec imap -u %2$s <%3$s/in 2>/dev/null 3<&- | cat
        kill $!
        """
            .formatted(servers.dovecotSettings(), PollerBench.address(0), folder));
    Files.writeString(
        settings,
        """
        IMAPStore far
        Tunnel "sh %1$s/tunnel"

        MaildirStore near
        Path %1$s/
        Inbox %1$s/INBOX

        Channel inbox
        Far :far:INBOX
        Near :near:INBOX
        Sync Pull
        Create Near
        SyncState *
        """
            .formatted(folder));
    long start = System.nanoTime();
    run(folder, Map.of(), "mbsync", "-q", "-c", settings.toString(), "inbox");
    double seconds = (System.nanoTime() - start) / 1e9;
    try (var files = Files.list(folder.resolve("INBOX/new"))) {
      return files.count() / seconds;
    }
  }

  /** imapflow alone. */
  double imapflow() throws IOException {
    return imapflow("fetch");
  }

  /** imapflow, each mail parsed by mailparser; nothing is stored or published. */
  double imapflowWithMailparser() throws IOException {
    return imapflow("parse");
  }

  private double imapflow(String what) throws IOException {
    if (!Files.exists(SCRIPTS.resolve("node_modules"))) {
      run(SCRIPTS, Map.of(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
    }
    String address = PollerBench.address(0);
    String[] answer =
        run(
                SCRIPTS,
                Map.of("PEER_TOKEN", servers.tokens().valid(address)),
                "node",
                "imapflow.js",
                servers.host(),
                Integer.toString(servers.imapsPort()),
                address,
                what)
            .strip()
            .split(" ");
    if (Integer.parseInt(answer[0]) != mails) {
      throw new IOException("imapflow saw %s of %d mails".formatted(answer[0], mails));
    }
    return mails / Double.parseDouble(answer[1]);
  }

  private static String run(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    Path errors = Files.createTempFile("bench-peer", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("%s failed: %s".formatted(command[0], Files.readString(errors)));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
    return out;
  }
}
