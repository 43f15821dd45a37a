package dev.mailbridge.imappoller.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.SimulatorTokens;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.testkit.SimulatorTestResource;
import dev.mailbridge.token.AccessToken;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every protocol's source promises, against a tenant that behaves as Office 365 does. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
class MailSourceContractTest {
  private static final String USER = SeedDirectory.HELPDESK;

  @Inject @All List<MailSourceFactory> factories;

  @ConfigProperty(name = "simulator.imaps-port")
  int imaps;

  @ConfigProperty(name = "simulator.pop3s-port")
  int pop3s;

  Simulator simulator;

  private final Set<String> ledger = new HashSet<>();
  private final ReadMemory memory = new ReadMemory(Clock.systemUTC(), ledger::contains);
  private MailSource source;

  @BeforeEach
  void emptyMailbox() {
    simulator.store().delete(USER);
    simulator.store().mailboxOrNew(USER);
  }

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldGiveEachMailOnceWithItsOctetsInBoundedBatches(Protocol protocol) {
    // Given
    deliver(1, 25);
    source = open(protocol, mailbox(protocol).firstRead(FirstRead.BEGINNING));

    // When
    List<FolderBatch> batches = drain(null);

    // Then
    assertThat(raws(batches))
        .containsExactlyInAnyOrderElementsOf(
            simulator.mails(USER, "INBOX").stream()
                .map(mail -> new String(mail.content().octets(), StandardCharsets.UTF_8))
                .toList());
    assertThat(batches).allMatch(batch -> batch.items().size() <= 10);
    assertThat(simulator.mails(USER, "INBOX")).noneMatch(mail -> mail.has("\\Seen"));
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldGiveOnlyWhatComesLaterWhenReadFromNow(Protocol protocol) {
    // Given
    deliverReceived(1, Duration.ofDays(1));
    deliverReceived(2, Duration.ofDays(2));
    source = open(protocol, mailbox(protocol).firstRead(FirstRead.NOW));

    // When
    FolderCursor start = last(drain(null));
    deliver(3, 1);

    // Then
    source.awaitNews(Duration.ofMillis(50));
    assertThat(raws(drain(start))).singleElement().asString().contains("Subject: mail m3");
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldGoOnFromTheCursorInANewSession(Protocol protocol) {
    // Given
    deliver(1, 3);
    TestMailbox mailbox = mailbox(protocol).firstRead(FirstRead.BEGINNING);
    source = open(protocol, mailbox);
    FolderCursor cursor = last(drain(null));
    source.close();

    // When
    deliver(4, 2);
    source = open(protocol, mailbox);

    // Then
    List<FolderBatch> batches = drain(cursor);
    assertThat(raws(batches)).hasSize(2);
    assertThat(batches.getFirst().base()).isEqualTo(cursor);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldAnnounceAMailOverTheLimitByItsHeader(Protocol protocol) {
    // Given
    simulator.deliver(USER, big(300_000));
    source =
        open(protocol, mailbox(protocol).firstRead(FirstRead.BEGINNING).maxMessageSize(100_000));

    // When
    List<SourceItem> items = items(drain(null));

    // Then
    assertThat(items)
        .singleElement()
        .isInstanceOfSatisfying(
            SourceItem.TooLarge.class, mail -> assertThat(mail.size()).isGreaterThan(300_000));
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldGiveABigMailWithAllItsOctets(Protocol protocol) throws IOException {
    // Given
    byte[] mail = big(3_000_000);
    simulator.deliver(USER, mail);
    source = open(protocol, mailbox(protocol).firstRead(FirstRead.BEGINNING));

    // When
    SourceItem item = items(drain(null)).getFirst();

    // Then
    byte[] got =
        switch (item) {
          case SourceItem.Mail whole -> whole.raw();
          case SourceItem.Spooled spooled -> Files.readAllBytes(spooled.file());
          default -> throw new AssertionError(item);
        };
    assertThat(got).isEqualTo(mail);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"IMAP", "GRAPH"})
  void shouldMarkAndMoveByIdAsOftenAsItIsAsked(Protocol protocol) {
    // Given
    simulator.store().mailboxOrNew(USER).createFolder("Done");
    deliver(1, 2);
    source = open(protocol, mailbox(protocol).firstRead(FirstRead.BEGINNING));
    List<FolderBatch> batches = drain(null);
    SourceItem.Key first = items(batches).get(0).key();
    SourceItem.Key second = items(batches).get(1).key();
    List<AfterStep> steps =
        List.of(
            new AfterStep(first.uid(), first.sourceId(), AfterProcessing.MARK_READ, null),
            new AfterStep(second.uid(), second.sourceId(), AfterProcessing.MOVE, "Done"));

    // When
    source.finish("INBOX", last(batches), steps);
    source.finish("INBOX", last(batches), steps);

    // Then
    assertThat(simulator.mails(USER, "INBOX")).singleElement().matches(one -> one.has("\\Seen"));
    assertThat(simulator.mails(USER, "Done")).hasSize(1);
    assertThat(raws(drain(last(batches)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldDelete(Protocol protocol) {
    // Given
    deliver(1, 2);
    source = open(protocol, mailbox(protocol).firstRead(FirstRead.BEGINNING));
    List<FolderBatch> batches = drain(null);
    SourceItem.Key first = items(batches).getFirst().key();

    // When
    source.finish(
        "INBOX",
        last(batches),
        List.of(new AfterStep(first.uid(), first.sourceId(), AfterProcessing.DELETE, null)));
    source.awaitNews(Duration.ofMillis(50));

    // Then
    assertThat(simulator.mails(USER, "INBOX")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"IMAP", "GRAPH"})
  void shouldSayWhichFolderIsMissing(Protocol protocol) {
    source = open(protocol, mailbox(protocol));
    assertThatThrownBy(() -> source.next("Nowhere/At all", null))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.FOLDER_NOT_FOUND))
        .hasMessageContaining("Nowhere/At all");
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldSayThatTheTokenIsRefusedWithoutShowingIt(Protocol protocol) {
    AccessToken wrong = SimulatorTokens.of("no-token-of-this-tenant", USER);
    assertThatThrownBy(() -> factory(protocol).open(mailbox(protocol).definition(), wrong, memory))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.TOKEN_REFUSED))
        .hasMessageNotContaining(wrong.value());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void shouldEndAWaitWhenItIsClosed(Protocol protocol) {
    // Given
    source = open(protocol, mailbox(protocol));
    drain(null);

    // When
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> source.awaitNews(Duration.ofMinutes(5)));
    source.close();

    // Then
    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(SourceException.class);
  }

  private TestMailbox mailbox(Protocol protocol) {
    int port =
        switch (protocol) {
          case IMAP -> imaps;
          case POP3 -> pop3s;
          case GRAPH -> 0;
        };
    return new TestMailbox("nowhere", port, protocol).address(USER).tls();
  }

  private MailSourceFactory factory(Protocol protocol) {
    return factories.stream()
        .filter(factory -> factory.protocol() == protocol)
        .findFirst()
        .orElseThrow();
  }

  private MailSource open(Protocol protocol, TestMailbox mailbox) {
    AccessToken token = SimulatorTokens.of(simulator, protocol, USER);
    return factory(protocol).open(mailbox.definition(), token, memory);
  }

  /** All that is new, committed batch by batch. */
  private List<FolderBatch> drain(FolderCursor from) {
    List<FolderBatch> batches = new ArrayList<>();
    FolderCursor cursor = from;
    Optional<FolderBatch> batch = source.next("INBOX", cursor);
    while (batch.isPresent()) {
      assertThat(batch.get().base()).isEqualTo(cursor);
      batches.add(batch.get());
      batch.get().permit().close();
      batch.get().items().forEach(item -> ledger.add(item.key().sourceId()));
      cursor = batch.get().next();
      batch = source.next("INBOX", cursor);
    }
    return batches;
  }

  private static FolderCursor last(List<FolderBatch> batches) {
    return batches.getLast().next();
  }

  private static List<SourceItem> items(List<FolderBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.items().stream())
        .filter(item -> !(item instanceof SourceItem.Skipped))
        .toList();
  }

  private static List<String> raws(List<FolderBatch> batches) {
    return items(batches).stream()
        .map(SourceItem.Mail.class::cast)
        .map(mail -> new String(mail.raw(), StandardCharsets.UTF_8))
        .toList();
  }

  private void deliver(int first, int count) {
    for (int i = first; i < first + count; i++) {
      simulator.deliver(USER, StoredMail.of(i, StoredMail.text("m" + i, "body " + i)).raw());
    }
  }

  private void deliverReceived(int number, Duration ago) {
    simulator
        .store()
        .mailboxOrNew(USER)
        .inbox()
        .add(
            simulator
                .store()
                .keep(StoredMail.of(number, StoredMail.text("m" + number, "old")).raw()),
            simulator.clock().instant().minus(ago),
            Set.of());
  }

  private static byte[] big(int octets) {
    return StoredMail.of(1, StoredMail.text("big", ("x".repeat(76) + "\n").repeat(octets / 77 + 1)))
        .raw();
  }
}
