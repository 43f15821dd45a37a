package dev.mailbridge.stack.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.Project;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backup is a copy of the folder of a stopped stack; a lost Kafka is filled again. */
@Tag("nightly")
class RestoreIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  @Test
  void shouldGoOnFromACopyAndFromALostKafka() throws Exception {
    // Given
    Path folder = Files.createTempDirectory("mail-bridge-backup");
    Path original = folder.resolve("original");
    Path copy = folder.resolve("copy");
    MailboxDefinition mailbox;
    try (LocalStack stack = started(original)) {
      mailbox = SimulatedTenant.helpdesk(stack.settings().ports(), null);
      Administrator administrator = Administrator.of(stack.settings());
      String registration = administrator.registerApp();
      administrator.addMailbox(mailbox);
      administrator.grant(mailbox, registration);
      new Browser()
          .signIn(
              administrator.signIn(mailbox.id()),
              SimulatedTenant.HELPDESK,
              SimulatedTenant.PASSWORD);
      requireMail(stack.settings());
    }

    // When
    run("cp", "-a", original.toString(), copy.toString());
    new StackFolder(original).delete();

    // Then
    try (LocalStack stack = started(copy)) {
      requireMail(stack.settings());
    }

    // When
    run("rm", "-rf", new StackFolder(copy).kafka().toString());

    // Then
    try (LocalStack stack = started(copy)) {
      assertThat(Administrator.of(stack.settings()).publishMailboxes()).isEqualTo(1);
      requireMail(stack.settings());
    }
    new StackFolder(folder).delete();
  }

  private final StackPorts ports = StackPorts.free();

  private LocalStack started(Path folder) throws IOException {
    // The same ports each time: the mailbox's definition names the mail server's.
    LocalStack stack =
        new LocalStack(
            new StackSettings(
                Checkout.home(),
                new StackFolder(folder),
                ports,
                true,
                StartUp.CACHED,
                Duration.ofMinutes(4),
                List.of(),
                Map.of()),
            System.out::println);
    try {
      stack.start();
      return stack;
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static void requireMail(StackSettings settings) {
    String id = "<%s@customer.example>".formatted(UUID.randomUUID());
    try (Project project =
        new Project(SimulatedTenant.PROJECT, "localhost:" + settings.ports().of(StackPort.KAFKA))) {
      new SimulatedMailboxes(settings.ports())
          .deliver(
              SimulatedTenant.HELPDESK,
              "From: %s\r\nMessage-ID: %s\r\nSubject: hello\r\n\r\nHello.\r\n"
                  .formatted(SimulatedTenant.CUSTOMER, id)
                  .getBytes(StandardCharsets.US_ASCII));
      project.await(
          Topics.incoming(SimulatedTenant.PROJECT),
          IncomingMail.class,
          SOON,
          mail -> id.equals(mail.messageId()));
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
