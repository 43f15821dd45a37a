package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.entra.AccessTokens;
import dev.mailbridge.simulator.fault.HttpFaults;
import dev.mailbridge.simulator.http.Router;
import java.util.List;

/** Graph's endpoints on the router. */
public final class Graph {
  private final GraphParts parts;
  private final GraphGate gate;

  public Graph(GraphParts parts, AccessTokens tokens, HttpFaults httpFaults, Settings settings) {
    this.parts = parts;
    gate = new GraphGate(parts, tokens, httpFaults, settings);
  }

  /** Adds the endpoints. */
  public void register(Router router) {
    new UserListEndpoints(parts).register(router, gate);
    new DirectoryEndpoints(parts).register(router, gate);
    MailboxLookup lookup = new MailboxLookup(parts);
    for (String prefix : List.of("/v1.0/me", "/v1.0/users/{user}")) {
      new FolderEndpoints(parts, lookup).register(router, gate, prefix);
      new MessageEndpoints(parts, lookup).register(router, gate, prefix);
      new SendEndpoints(parts, lookup).register(router, gate, prefix);
    }
  }
}
