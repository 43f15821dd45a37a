package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.time.Duration;
import java.util.Map;

/** The simulator's faults. */
public final class Simulation {
  private final JsonHttp simulator;

  public Simulation(StackPorts ports) {
    simulator = new JsonHttp(ports.http(StackPort.SIMULATOR), null);
  }

  /**
   * Sets a fault; one with a {@code count} is gone once it has struck as often.
   *
   * @return its id
   */
  public String fault(Map<String, Object> fault) {
    return simulator.post("/simulator/faults", fault).path("id").asText();
  }

  /** Takes a fault back, unless it is gone. */
  public void endFault(String id) {
    for (JsonNode fault : simulator.get("/simulator/faults")) {
      if (fault.path("id").asText().equals(id)) {
        simulator.delete("/simulator/faults/" + id);
      }
    }
  }

  public void endFaults() {
    simulator.delete("/simulator/faults");
  }

  /** Moves the tenant's and the mail servers' clock, not the services'. */
  public void advanceClock(Duration by) {
    simulator.post("/simulator/clock", Map.of("advance", by.toString()));
  }

  /** Switches of the tenant, such as {@code accessTokenLifetime}. */
  public void behave(Map<String, Object> changes) {
    simulator.patch("/simulator/behaviour", changes);
  }

  /** How many are in force. */
  public int faults() {
    return simulator.get("/simulator/faults").size();
  }
}
