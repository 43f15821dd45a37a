package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

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

  /**
   * Invented mails, all at once.
   *
   * @param first the first one's number: mails of one number are equal
   */
  public void generate(String address, String folder, int count, int first, int attachmentSize) {
    simulator.post(
        "/simulator/mailboxes/%s/generate?folder=%s".formatted(address, folder),
        Map.of("count", count, "first", first, "attachmentSize", attachmentSize));
  }

  /** Whether a mail of that Message-ID is in any of its folders. */
  public boolean holds(String address, String messageId) {
    JsonNode answer =
        simulator.get("/simulator/mailboxes/%s/messages?raw=false".formatted(address));
    for (JsonNode mail : answer.isArray() ? answer : answer.path("messages")) {
      if (mail.path("messageId").asText().equals(messageId)) {
        return true;
      }
    }
    return false;
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
