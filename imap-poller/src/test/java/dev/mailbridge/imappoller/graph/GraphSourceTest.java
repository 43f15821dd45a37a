package dev.mailbridge.imappoller.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.fixture.FakeGraph;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.testkit.MutableClock;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Graph does to a reader. */
@Timeout(60)
class GraphSourceTest {
  private static final String FIRST = "$select=receivedDateTime,isDraft";

  @TempDir Path spool;
  private final FakeGraph graph = new FakeGraph();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-03T08:00:00Z"));
  private final Set<String> ledger = new HashSet<>();
  private final ReadMemory memory = new ReadMemory(clock, ledger::contains);
  private final TestMailbox mailbox =
      new TestMailbox("nowhere", 0, Protocol.GRAPH).firstRead(FirstRead.BEGINNING);
  private GraphSource source;

  @BeforeEach
  void pages() {
    graph.on(FIRST, FakeGraph.json(page("nextLink", "p2", "a", "b")));
    graph.on("$deltatoken=p2", FakeGraph.json(page("deltaLink", "end", "c")));
    graph.on("$deltatoken=end", FakeGraph.json(page("deltaLink", "end")));
    List.of("a", "b", "c").forEach(this::mail);
    source = open();
  }

  @AfterEach
  void close() {
    source.close();
    graph.close();
  }

  @Test
  void shouldReadPageByPageAndWriteNothingWhenNothingIsNew() {
    // When
    FolderBatch first = next(null);
    FolderBatch second = next(first.next());

    // Then
    assertThat(ids(first)).containsExactly("a", "b");
    assertThat(ids(second)).containsExactly("c");
    assertThat(first.next().deltaLink()).endsWith("=p2");
    assertThat(second.next().deltaLink()).endsWith("=end");
    assertThat(source.next("INBOX", second.next())).isEmpty();
    assertThat(graph.requests()).allMatch(request -> !request.contains("isRead"));
  }

  @Test
  void shouldGoOnInTheMiddleOfAPageAfterARestart() {
    // Given
    source.close();
    source = open(new GraphLimits(1, 1 << 20, 1 << 20, spool));
    FolderBatch first = next(null);
    ledger.add("a");
    source.close();

    // When
    source = open(new GraphLimits(1, 1 << 20, 1 << 20, spool));
    FolderBatch second = next(first.next());

    // Then
    assertThat(ids(first)).containsExactly("a");
    assertThat(ids(second)).containsExactly("b");
    assertThat(second.next().deltaLink()).endsWith("=p2");
    assertThat(graph.requests("/a/$value")).hasSize(1);
  }

  /** Else a batch could be committed whose predecessor was not. */
  @Test
  void shouldGiveEachBatchACursorOfItsOwnWhenAPageIsTooMuchForOne() {
    source.close();
    source = open(new GraphLimits(1, 1 << 20, 1 << 20, spool));
    graph.on(FIRST, FakeGraph.json(page("nextLink", "p2", "a", "b", "c")));

    FolderBatch first = next(null);
    FolderBatch second = next(first.next());

    assertThat(first.next().deltaLink()).isEqualTo(second.next().deltaLink());
    assertThat(first.next()).isNotEqualTo(second.next());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void shouldStartAnewAndLeaveTheRestToTheLedgerWhenTheLinkIsVoid(int status) {
    // Given
    FolderCursor end = next(next(null).next()).next();
    ledger.addAll(List.of("a", "b"));
    graph.on("$deltatoken=end", FakeGraph.error(status, "syncStateNotFound"));
    source.awaitNews(Duration.ofMillis(1));

    // When
    FolderBatch anew = next(end);
    FolderBatch first = next(anew.next());
    FolderBatch second = next(first.next());

    // Then
    assertThat(anew.items()).isEmpty();
    assertThat(first.items()).isEmpty();
    assertThat(ids(second)).containsExactly("c");
  }

  @Test
  void shouldSayWhyWhenAFreshLinkIsRefusedToo() {
    graph.on(FIRST, FakeGraph.error(403, "ErrorAccessDenied"));
    assertThatThrownBy(() -> source.next("INBOX", null))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.MAILBOX_NOT_CONNECTED))
        .hasMessageContaining("ErrorAccessDenied");
  }

  @Test
  void shouldNotFollowALinkToAnotherServer() {
    // Given
    graph.on(
        FIRST,
        FakeGraph.json(
            page("nextLink", "p2", "a").replace(graph.url().toString(), "https://evil.example")));

    // Then
    assertThatThrownBy(() -> source.next("INBOX", null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("evil.example");
    assertThat(graph.requests("$value")).isEmpty();
  }

  @Test
  void shouldStartAnewWhenTheCursorsLinkIsOfAnotherCloud() {
    FolderCursor cursor = next(null).next();
    FolderCursor foreign =
        dev.mailbridge.imappoller.source.Cursors.delta(
            cursor, "https://microsoftgraph.chinacloudapi.cn/v1.0/x", List.of());

    FolderBatch anew = next(foreign);

    assertThat(anew.next().deltaLink()).startsWith(graph.url().toString());
  }

  @Test
  void shouldHandOnWhatItHasAndWaitAsLongAsGraphAsksFor() {
    // Given
    graph.on("/b/$value", FakeGraph.throttled(17));

    // When
    FolderBatch first = next(null);

    // Then
    assertThat(ids(first)).containsExactly("a");
    int before = graph.requests().size();
    assertThatThrownBy(() -> source.next("INBOX", first.next()))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(SourceFailure.THROTTLED);
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(17));
            });
    assertThat(graph.requests()).hasSize(before);
  }

  @Test
  void shouldPassAMailThatGraphCanNotGiveOutAndTakeItWhenItIsMended() {
    // Given
    graph.on("/a/$value", FakeGraph.error(500, "ErrorInternalServerError"));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> source.next("INBOX", null)).isInstanceOf(SourceException.class);
      source.close();
      source = open();
    }

    // When
    FolderBatch first = next(null);
    FolderBatch second = next(first.next());

    // Then
    assertThat(first.items().getFirst()).isInstanceOf(SourceItem.Unreadable.class);
    assertThat(ids(first)).containsExactly("a", "b");
    assertThat(second.next().owedIds()).containsExactly("a");

    // When
    mail("a");
    assertThat(source.next("INBOX", second.next())).isEmpty();
    clock.advance(Duration.ofMinutes(11));
    FolderBatch paid = next(second.next());

    // Then
    assertThat(ids(paid)).containsExactly("a");
    assertThat(paid.next().owedIds()).isEmpty();
    assertThat(paid.next().deltaLink()).endsWith("=end");
  }

  @Test
  void shouldPassAMailThatIsGone() {
    graph.on("/a/$value", FakeGraph.error(404, "ErrorItemNotFound"));
    assertThat(ids(next(null))).containsExactly("b");
  }

  @Test
  void shouldNoticeAServerThatGoesSilentInTheMiddleOfAMail() {
    graph.on(
        "/a/$value",
        call -> {
          call.sendResponseHeaders(200, 100_000);
          call.getResponseBody().write(new byte[10]);
          call.getResponseBody().flush();
          source.awaitNews(Duration.ofSeconds(30));
        });
    assertThatThrownBy(() -> source.next("INBOX", null))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.failure()).isEqualTo(SourceFailure.CONNECTION_LOST))
        .hasMessageContaining("no answer in time");
  }

  @Test
  void shouldLeaveOutWhatIsOlderThanTheStart() {
    // Given
    source.close();
    mailbox.firstRead(FirstRead.NOW);
    graph.on(FIRST + "&$filter=receivedDateTime ge ", FakeGraph.json(page("deltaLink", "end")));
    source = open();
    FolderCursor start = next(null).next();
    graph.on("$deltatoken=end", FakeGraph.error(410, "resyncRequired"));

    // When
    FolderBatch anew = next(start);
    FolderBatch first = next(anew.next());

    // Then
    assertThat(start.since()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(first.items()).isEmpty();
    assertThat(graph.requests("$value")).isEmpty();
  }

  private GraphSource open() {
    return open(new GraphLimits(10, 1 << 20, 1 << 20, spool));
  }

  private GraphSource open(GraphLimits limits) {
    GraphClient client =
        new GraphClient(
            HttpClient.newHttpClient(),
            graph.url(),
            "desk@example.com",
            () -> "token",
            Duration.ofSeconds(1));
    client.get("/mailFolders/inbox");
    return new GraphSource(
        client,
        new FolderChanges(client, mailbox.definition(), memory, clock, limits.mails()),
        new GraphFetch(client, memory, limits),
        new FetchBudget(64 << 20),
        limits);
  }

  private FolderBatch next(FolderCursor cursor) {
    Optional<FolderBatch> batch = source.next("INBOX", cursor);
    batch.ifPresent(one -> one.permit().close());
    return batch.orElseThrow();
  }

  private static List<String> ids(FolderBatch batch) {
    return batch.items().stream().map(item -> item.key().sourceId()).toList();
  }

  private void mail(String id) {
    graph.on(
        "/" + id + "/$value", FakeGraph.mail(StoredMail.of(1, StoredMail.text(id, "body")).raw()));
  }

  private String page(String link, String token, String... ids) {
    String values =
        Arrays.stream(ids)
            .map(
                id -> "{\"id\":\"%s\",\"receivedDateTime\":\"2026-03-02T08:00:00Z\"}".formatted(id))
            .collect(Collectors.joining(","));
    return "{\"value\":[%s],\"@odata.%s\":\"%s\"}".formatted(values, link, graph.link(token));
  }
}
