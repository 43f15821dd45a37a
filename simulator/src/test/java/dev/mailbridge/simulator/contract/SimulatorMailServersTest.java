package dev.mailbridge.simulator.contract;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SimulatorMailServersTest extends MailServersContract {
  private static Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Override
  protected MailServers servers() {
    return new SimulatorServers(simulator);
  }
}
