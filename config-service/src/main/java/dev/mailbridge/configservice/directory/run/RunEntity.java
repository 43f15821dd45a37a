package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.ProjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

@Entity
@Table(name = "directory_run")
class RunEntity {
  private static final TypeReference<List<Sample>> SAMPLES = new TypeReference<>() {};

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String project;
  String kind;
  String startedBy;
  boolean dryRun;
  boolean overrideBrake;
  String state;
  long rulesRevision;
  Instant startedAt;
  Instant finishedAt;
  long listed;
  Long expected;
  long published;

  /** Where the listing goes on. */
  String nextLink;

  /** Set once the listing is complete. */
  String deltaLink;

  String counts = "{}";
  String samples = "[]";
  String code;
  String detail;
  String remedy;
  String traceId;

  RunState state() {
    return RunState.of(state);
  }

  RunKind kind() {
    return RunKind.of(kind);
  }

  void end(RunState how, Instant now) {
    state = how.code();
    finishedAt = now;
    nextLink = null;
  }

  RunCounts counts() {
    try {
      RunCounts read = ContractJson.mapper().readValue(counts, RunCounts.class);
      return counts.equals("{}") ? RunCounts.NONE : read;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunView view() {
    try {
      return new RunView(
          id,
          ProjectId.of(project),
          kind(),
          startedBy,
          dryRun,
          overrideBrake,
          state(),
          startedAt,
          finishedAt,
          listed,
          expected,
          published,
          counts(),
          ContractJson.mapper().readValue(samples, SAMPLES),
          code == null ? null : new RunView.Failure(code, detail, remedy, traceId));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
