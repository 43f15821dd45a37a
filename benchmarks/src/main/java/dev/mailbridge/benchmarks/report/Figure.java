package dev.mailbridge.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One measured number, with its goal and what peers reached in the same run. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class Figure {
  @JsonProperty private final String name;
  @JsonProperty private final String unit;
  @JsonProperty private final double value;
  @JsonProperty private final Map<String, Double> peers = new LinkedHashMap<>();
  @JsonProperty private Optional<Double> atLeast = Optional.empty();
  @JsonProperty private Optional<Double> atMost = Optional.empty();

  Figure(String name, String unit, double value) {
    this.name = name;
    this.unit = unit;
    this.value = value;
  }

  /** The goal of a figure that is better when higher. */
  public Figure atLeast(double goal) {
    atLeast = Optional.of(goal);
    return this;
  }

  /** The goal of a figure that is better when lower. */
  public Figure atMost(double goal) {
    atMost = Optional.of(goal);
    return this;
  }

  /** What a peer reached in the same run, in the same unit. */
  public Figure peer(String peer, double reached) {
    peers.put(peer, reached);
    return this;
  }

  /** Whether it has a goal and is on the wrong side of it. */
  @JsonProperty
  boolean missed() {
    return atLeast.filter(goal -> !(value >= goal)).isPresent()
        || atMost.filter(goal -> !(value <= goal)).isPresent();
  }

  String name() {
    return name;
  }

  String unit() {
    return unit;
  }

  double value() {
    return value;
  }

  Map<String, Double> peers() {
    return peers;
  }

  /** The goal in words, or nothing. */
  String goal() {
    return atLeast
        .map(goal -> "at least " + BenchReport.number(goal))
        .or(() -> atMost.map(goal -> "at most " + BenchReport.number(goal)))
        .orElse("");
  }
}
