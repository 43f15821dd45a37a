package dev.mailbridge.benchmarks.poller;

import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Fills accounts straight in the server's folders: delivery isn't what is measured. */
public final class Maildirs {
  private Maildirs() {}

  /**
   * Spreads mails over accounts, from the first account on.
   *
   * @return the octets of all mails
   */
  public static long fill(RealMailServers servers, int firstAccount, int accounts, int mails)
      throws IOException {
    Corpus corpus = new Corpus(1);
    long octets = 0;
    for (int i = 0; i < accounts; i++) {
      Path maildir = empty(servers, firstAccount + i);
      for (int mail = i; mail < mails; mail += accounts) {
        byte[] raw = corpus.mail(mail);
        octets += raw.length;
        Path file = maildir.resolve("new/%d.M%dP1.bench".formatted(1_700_000_000 + mail, mail));
        Files.write(file, raw);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }
    return octets;
  }

  private static Path empty(RealMailServers servers, int account) throws IOException {
    servers.deliver(
        PollerBench.address(account),
        "Subject: first\r\n\r\nfirst\r\n".getBytes(StandardCharsets.US_ASCII));
    Path maildir = servers.maildir(PollerBench.address(account));
    try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
      List<Path> first = files.toList();
      for (Path file : first) {
        Files.delete(file);
      }
    }
    return maildir;
  }
}
