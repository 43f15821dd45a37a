package dev.mailbridge.configservice.directory.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.configservice.directory.DirectoryImports;
import dev.mailbridge.configservice.directory.FakeGraph;
import dev.mailbridge.configservice.directory.ImportFields;
import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process dies in the middle of a run, and another one goes on. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class ResumedImportTest {
  private static final ProjectId PROJECT = ProjectId.of("helpdesk");
  private static final Duration LONG = Duration.ofSeconds(30);

  @Inject ImportRepository imports;
  @Inject RunRepository runs;
  @Inject ImportRunner runner;
  @Inject Imports facade;
  @Inject DirectoryImports settings;
  @Inject UserTables tables;
  @Inject Outbox outbox;
  @Inject DirectoryConfig config;
  @Inject Clock clock;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  FakeTokenService tokenService;

  private final FakeGraph graph = new FakeGraph();

  @BeforeEach
  void setUp() {
    tokenService.clear();
    tokenService.graphTokens(() -> "graph-token");
    settings.save(
        PROJECT,
        new ImportFields(
            "6d2b9f4e-0c1a-4e56-8b2f-000000000003",
            "8f3c1e0a-5b7d-4a43-9d1c-000000000001",
            "a-secret",
            null,
            "custom",
            graph.url() + "/token",
            graph.url(),
            false,
            null),
        new IfMatch.Any());
  }

  @AfterEach
  void close() {
    settings.delete(PROJECT, new IfMatch.Any());
    graph.close();
  }

  @Test
  void shouldEndWithTheRightSetWhenCutOffWhileListingAndBuryLeaversLater() {
    // Given: the process dies while the second page is on its way
    CountDownLatch dead = new CountDownLatch(1);
    graph
        .answer(200, graph.page(FakeGraph.users(1, 100), "nextLink", "/users?$skiptoken=2"))
        .answer(
            200,
            graph.page(FakeGraph.users(101, 200), "nextLink", "/users?$skiptoken=3"),
            dead::countDown);
    long run = QuarkusTransaction.requiringNew().call(this::runOfADeadProcess);
    RunEntity entity = QuarkusTransaction.requiringNew().call(() -> runs.findById(run));
    runner.work(new ImportSession(entity, "dead", imports, runs, Duration.ofHours(1), clock, dead));
    assertThat(facade.run(PROJECT, run).orElseThrow().state()).isEqualTo(RunState.LISTING);
    assertThat(facade.run(PROJECT, run).orElseThrow().listed()).isEqualTo(100);

    // When: its lease runs out, and the listing goes on where it was
    graph.clear();
    graph
        .answer(200, graph.page(FakeGraph.users(101, 200), "nextLink", "/users?$skiptoken=3"))
        .answer(
            200, graph.page(FakeGraph.users(201, 210), "deltaLink", "/users/delta?$deltatoken=1"));
    QuarkusTransaction.requiringNew()
        .run(() -> imports.renewLease(PROJECT.value(), "dead", Instant.EPOCH));

    // Then
    RunView done = ended(run);
    assertThat(done.state()).isEqualTo(RunState.DONE);
    assertThat(done.counts().added()).isEqualTo(210);
    assertThat(graph.asked().getFirst().uri()).isEqualTo("/v1.0/users?$skiptoken=2");
    assertThat(keys(210)).hasSize(210);

    // When: one goes, and 30 days pass
    graph.answer(
        200,
        graph.page(
            "{\"id\":\"u005\",\"@removed\":{\"reason\":\"deleted\"}}",
            "deltaLink",
            "/users/delta?$deltatoken=2"));
    Imports.Start start = facade.start(PROJECT, new Imports.Wanted(null, false, false, "somebody"));
    assertThat(ended(((Imports.Start.Started) start).run().id()).counts().left()).isEqualTo(1);
    MutableClock later = new MutableClock(clock.instant().plus(Duration.ofDays(29)));
    Tombstones tombstones = new Tombstones(tables, outbox, config, later);
    assertThat(tombstones.bury()).as("a day too early").isZero();
    later.advance(Duration.ofDays(2));

    // Then
    assertThat(tombstones.bury()).isPositive();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, "directory.users." + PROJECT)) {
      assertThat(
              reader.await(212, LONG, record -> true).stream()
                  .filter(record -> record.value() == null)
                  .map(record -> record.key()))
          .containsExactly("u005");
    }
  }

  private long runOfADeadProcess() {
    assertThat(
            imports.takeLease(
                PROJECT.value(), "dead", clock.instant(), clock.instant().plusSeconds(3600)))
        .isTrue();
    RunEntity run = new RunEntity();
    run.project = PROJECT.value();
    run.kind = RunKind.FULL.code();
    run.startedBy = "somebody";
    run.state = RunState.WAITING.code();
    run.startedAt = clock.instant();
    runs.persistAndFlush(run);
    return run.id;
  }

  private RunView ended(long run) {
    return Awaitility.await()
        .atMost(LONG)
        .until(() -> facade.run(PROJECT, run).orElseThrow(), view -> !view.state().open());
  }

  private Set<String> keys(int records) {
    try (TopicReader reader = TopicReader.fromBeginning(kafka, "directory.users." + PROJECT)) {
      Set<String> keys = new HashSet<>();
      reader.await(records, LONG, record -> true).forEach(record -> keys.add(record.key()));
      return keys;
    }
  }
}
