package dev.mailbridge.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulator is started. Port 0 means any free one.
 *
 * @param host the address to listen on
 * @param publicHost the host name in the addresses that it tells
 * @param stateDirectory keeps mails, tokens' hashes, keys and the directory over a restart; absent:
 *     everything is gone at the end
 * @param clock the base of the simulator's time
 */
public record SimulatorConfig(
    String host,
    String publicHost,
    int httpPort,
    int imapsPort,
    int pop3sPort,
    int smtpPort,
    Optional<Path> stateDirectory,
    Behaviour behaviour,
    Clock clock) {

  /** Free ports, nothing kept, Microsoft's limits. */
  public static SimulatorConfig onFreePorts() {
    return new SimulatorConfig(
        "127.0.0.1",
        "localhost",
        0,
        0,
        0,
        0,
        Optional.empty(),
        Behaviour.asMicrosoft(),
        Clock.systemUTC());
  }

  public SimulatorConfig withPorts(int http, int imaps, int pop3s, int smtp) {
    return new SimulatorConfig(
        host, publicHost, http, imaps, pop3s, smtp, stateDirectory, behaviour, clock);
  }

  public SimulatorConfig withHost(String other) {
    return new SimulatorConfig(
        other,
        publicHost,
        httpPort,
        imapsPort,
        pop3sPort,
        smtpPort,
        stateDirectory,
        behaviour,
        clock);
  }

  public SimulatorConfig withPublicHost(String other) {
    return new SimulatorConfig(
        host, other, httpPort, imapsPort, pop3sPort, smtpPort, stateDirectory, behaviour, clock);
  }

  public SimulatorConfig withStateDirectory(Path folder) {
    return new SimulatorConfig(
        host,
        publicHost,
        httpPort,
        imapsPort,
        pop3sPort,
        smtpPort,
        Optional.of(folder),
        behaviour,
        clock);
  }

  public SimulatorConfig withBehaviour(Behaviour other) {
    return new SimulatorConfig(
        host, publicHost, httpPort, imapsPort, pop3sPort, smtpPort, stateDirectory, other, clock);
  }

  /** No limits on speed and connections. */
  public SimulatorConfig withoutLimits() {
    return withBehaviour(behaviour.unlimited());
  }

  public SimulatorConfig withClock(Clock other) {
    return new SimulatorConfig(
        host,
        publicHost,
        httpPort,
        imapsPort,
        pop3sPort,
        smtpPort,
        stateDirectory,
        behaviour,
        other);
  }
}
