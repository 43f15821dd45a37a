package dev.mailbridge.imappoller.imap;

import dev.mailbridge.imappoller.net.MailSocket;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jboss.logging.Logger;

/**
 * Angus Mail's protocol layer on a socket of ours. Responses are handed on one by one as they come,
 * where Angus Mail collects all of a command's, and a command's failure is a value, so that what
 * came before a {@code NO} is kept.
 */
final class ImapWire extends IMAPProtocol {
  private static final Logger LOG = Logger.getLogger(ImapWire.class);
  private static final byte[] CRLF = {'\r', '\n'};

  /** More than any folder's list or any search has, which are the longest that we ask for. */
  static final int MOST_LINES = 200_000;

  private final MailSocket socket;
  private int lines;

  private ImapWire(MailSocket socket) throws IOException {
    super(
        new BoundedResponses(socket.in(), System::nanoTime),
        new PrintStream(socket.out(), false, StandardCharsets.ISO_8859_1),
        new Properties(),
        false);
    this.socket = socket;
  }

  /** Reads the greeting and the capabilities. */
  static ImapWire greeted(MailSocket socket) throws IOException, ProtocolException {
    ImapWire wire = new ImapWire(socket);
    wire.processGreeting(wire.readResponse());
    return wire.withCapabilities();
  }

  /** After STARTTLS there is no second greeting (RFC 9051 section 6.2.1). */
  static ImapWire afterStartTls(MailSocket socket) throws IOException, ProtocolException {
    return new ImapWire(socket).withCapabilities();
  }

  private ImapWire withCapabilities() throws ProtocolException {
    if (getCapabilities().isEmpty()) {
      capability();
    }
    return this;
  }

  /** Takes over what an untagged CAPABILITY response says. */
  void learn(IMAPResponse response) {
    handleCapabilityResponse(new Response[] {response});
  }

  MailSocket socket() {
    return socket;
  }

  /** Sends a command and its first argument; the answer is still to be read. */
  String send(String command) throws IOException {
    lines = 0;
    try {
      return writeCommand(command, null);
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }

  void sendLine(String line) throws IOException {
    getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
    getOutputStream().write(CRLF);
    getOutputStream().flush();
  }

  /**
   * The next response that could be understood.
   *
   * @throws IOException when the connection ended, timed out, or was closed by us
   */
  IMAPResponse next() throws IOException {
    while (true) {
      try {
        lines++;
        if (lines > MOST_LINES) {
          throw new IOException(
              "the server sends more than %d lines for one command".formatted(MOST_LINES));
        }
        return (IMAPResponse) readResponse();
      } catch (ProtocolException e) {
        // Such as an illegal BODYSTRUCTURE: the mail counts as not delivered.
        LOG.debugf("%s sent what isn't IMAP: %s", socket.endpoint(), e.getMessage());
      }
    }
  }

  /**
   * Sends a command and reads until its completion.
   *
   * @param untagged gets each response in between
   * @return the tagged OK, NO or BAD
   * @throws IOException when the connection ended first, with the BYE's text if one came
   */
  IMAPResponse exchange(String command, Argument arguments, Consumer<IMAPResponse> untagged)
      throws IOException {
    String bye = null;
    lines = 0;
    try {
      String tag = writeCommand(command, arguments);
      while (true) {
        IMAPResponse response = next();
        if (response.isTagged() && tag.equals(response.getTag())) {
          return response;
        }
        if (response.isBYE()) {
          bye = response.getRest();
        }
        untagged.accept(response);
        // A backlog that never has to wait for its server would keep its thread from the others.
        Thread.yield();
      }
    } catch (ProtocolException e) {
      throw new IOException(e);
    } catch (IOException e) {
      if (bye != null) {
        throw new ByeException(bye, e);
      }
      throw e;
    }
  }

  IMAPResponse exchange(String command, Consumer<IMAPResponse> untagged) throws IOException {
    return exchange(command, null, untagged);
  }

  /** A mailbox name as an argument, in modified UTF-7 (RFC 3501 section 5.1.3). */
  static Argument mailboxName(String name) {
    return new Argument().writeString(BASE64MailboxEncoder.encode(name));
  }

  boolean can(String capability) {
    return hasCapability(capability);
  }

  static String text(Response response) {
    String rest = response.getRest();
    return rest == null ? "" : rest.strip();
  }

  /** The server said goodbye. */
  static final class ByeException extends IOException {
    private static final long serialVersionUID = 1L;

    ByeException(String text, Throwable cause) {
      super(text.strip(), cause);
    }
  }
}
