package dev.mailbridge.stack.client;

import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.util.Map;

/** The simulator's faults. */
public final class Simulation {
  private final JsonHttp simulator;

  public Simulation(StackPorts ports) {
    simulator = new JsonHttp(ports.http(StackPort.SIMULATOR), null);
  }

  /** Sets a fault; one with a {@code count} is gone once it has struck as often. */
  public void fault(Map<String, Object> fault) {
    simulator.post("/simulator/faults", fault);
  }

  /** How many are in force. */
  public int faults() {
    return simulator.get("/simulator/faults").size();
  }
}
