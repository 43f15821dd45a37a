package dev.mailbridge.configservice.directory.graph;

/** Access tokens for Graph. */
public interface GraphTokens {
  /**
   * @throws ImportException when there is none
   */
  String token();

  /** A newer one, after Graph refused this. */
  String insteadOf(String refused);
}
