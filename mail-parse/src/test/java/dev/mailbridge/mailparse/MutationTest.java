package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Broken mails by the thousand: each gives a mail, none an exception, none takes a second. {@code
 * -Dmail-parse.mutants=N} (100,000 in the nightly profile) and {@code -Dmail-parse.seed=N} choose
 * how many and which. A mutant that fails is kept under {@code target/}.
 */
class MutationTest {
  private static final int COUNT = Integer.getInteger("mail-parse.mutants", 2_000);
  private static final long SEED = Long.getLong("mail-parse.seed", 20_260_303L);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Test
  void shouldGiveAMailWhenItWasBrokenInAnyWay() throws IOException {
    // Given
    Mutator mutator = new Mutator(SEED, samples());
    List<String> failures = new ArrayList<>();

    // When
    for (int i = 0; i < COUNT && failures.size() < 5; i++) {
      byte[] mutant = mutator.next();
      String failure = failure(mutant);
      if (failure != null) {
        Path kept = Path.of("target", "mutant-" + SEED + "-" + i + ".eml");
        Files.write(kept, mutant);
        failures.add(kept + ": " + failure);
      }
    }

    // Then
    assertThat(failures).isEmpty();
  }

  private String failure(byte[] mutant) {
    long start = threads.getCurrentThreadCpuTime();
    try {
      check(Mails.PARSER.parse(mutant));
    } catch (RuntimeException | IOException | StackOverflowError | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return e
          + (trace.length == 0
              ? ""
              : " at " + trace[0] + " " + trace[Math.min(2, trace.length - 1)]);
    }
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    return taken.compareTo(LONGEST) > 0 ? "took " + taken : null;
  }

  /** What must hold for every mail. */
  private static void check(ParsedMail mail) throws IOException {
    assertThat(mail.messageId()).startsWith("<").endsWith(">").hasSizeGreaterThan(2);
    assertThat(mail.text()).doesNotContain("\0").doesNotContain("\r");
    assertThat(mail.replyText()).isNotNull();
    assertThat(mail.subject()).doesNotContain("\r").doesNotContain("\n");
    for (ParsedMail.Address address : mail.to()) {
      assertThat(address.address()).contains("@").doesNotContain("\r").doesNotContain("\n");
    }
    for (ParsedMail.Attachment file : mail.attachments()) {
      assertThat(file.filename()).isNotBlank().doesNotContain("/").doesNotContain("\\");
      try (InputStream in = file.octets().open()) {
        assertThat(in.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(file.size());
      }
    }
  }

  private static List<byte[]> samples() throws IOException {
    List<byte[]> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cases"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".eml")).sorted().toList()) {
        samples.add(Files.readAllBytes(file));
      }
    }
    samples.add(Mails.octets(SampleMails.OUTLOOK_REPLY));
    samples.add(Mails.octets(SampleMails.EVERYTHING));
    return samples;
  }
}
