package dev.mailbridge.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One measured number, with its goal and what peers reached in the same run. */
public final class Figure {
  private final String name;
  private final double value;
  private final Map<String, Double> peers = new LinkedHashMap<>();
  private Optional<Double> atLeast = Optional.empty();
  private Optional<Double> atMost = Optional.empty();

  Figure(String name, double value) {
    this.name = name;
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

  /** Whether it has a goal and is on the wrong side of it; what isn't a number always is. */
  boolean missed() {
    return atLeast.filter(goal -> !(value >= goal)).isPresent()
        || atMost.filter(goal -> !(value <= goal)).isPresent();
  }

  String name() {
    return name;
  }

  double value() {
    return value;
  }

  Map<String, Double> peers() {
    return peers;
  }

  Optional<Double> goal() {
    return atLeast.or(() -> atMost);
  }

  String goalInWords() {
    return atLeast
        .map(goal -> "at least " + BenchReport.number(goal))
        .or(() -> atMost.map(goal -> "at most " + BenchReport.number(goal)))
        .orElse("");
  }
}
