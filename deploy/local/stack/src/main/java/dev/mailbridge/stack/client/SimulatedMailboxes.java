package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The simulator's mailboxes by its control interface. */
public final class SimulatedMailboxes {
  private final JsonHttp simulator;

  public SimulatedMailboxes(StackPorts ports) {
    simulator = new JsonHttp(ports.http(StackPort.SIMULATOR), null);
  }

  /** Lays a raw mail into the inbox. */
  public void deliver(String address, byte[] mail) {
    simulator.post("/simulator/mailboxes/%s/messages".formatted(address), "message/rfc822", mail);
  }

  /** The raw mails of the inbox. */
  public List<byte[]> inbox(String address) {
    JsonNode answer =
        simulator.get("/simulator/mailboxes/%s/messages?folder=INBOX".formatted(address));
    List<byte[]> mails = new ArrayList<>();
    for (JsonNode mail : answer.isArray() ? answer : answer.path("messages")) {
      mails.add(Base64.getDecoder().decode(mail.path("raw").asText()));
    }
    return mails;
  }
}
