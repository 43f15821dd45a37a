package dev.mailbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.SampleMail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;

  private Simulator start() {
    return Simulator.start(SimulatorConfig.onFreePorts().withStateDirectory(folder));
  }

  @Test
  void shouldGoOnAsBeforeWhenItIsStartedAgain() throws Exception {
    // Given
    byte[] raw = SampleMail.numbered(1, 100);
    String certificate;
    long uidNext;
    try (Simulator first = start()) {
      certificate = first.caCertificatePem();
      first.deliver(SeedDirectory.HELPDESK, raw);
      MailFolder inbox = first.store().mailboxOrNew(SeedDirectory.HELPDESK).inbox();
      inbox.addFlag(inbox.mails().getFirst(), "\\Seen");
      uidNext = inbox.uidNext();
      first.clock().advance(Duration.ofDays(3));
      first.directory().revokeConsent(SeedDirectory.CLIENT_ID);
      first.settings().use(first.settings().behaviour().unlimited());
    }

    // When
    try (Simulator second = start()) {
      // Then
      MailFolder inbox = second.store().mailboxOrNew(SeedDirectory.HELPDESK).inbox();
      assertThat(inbox.mails())
          .singleElement()
          .satisfies(
              mail -> {
                assertThat(mail.content().octets()).isEqualTo(raw);
                assertThat(mail.flags()).isEqualTo(Set.of("\\Seen"));
              });
      assertThat(inbox.uidNext()).isEqualTo(uidNext);
      assertThat(second.caCertificatePem()).isEqualTo(certificate);
      assertThat(folder.resolve("ca.pem")).hasContent(certificate.strip());
      assertThat(second.clock().offset()).isEqualTo(Duration.ofDays(3));
      assertThat(second.directory().app(SeedDirectory.CLIENT_ID).orElseThrow().adminConsent())
          .isFalse();
      assertThat(second.settings().behaviour().messagesPerMinute()).isZero();
    }
  }
}
