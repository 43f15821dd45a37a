package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.token.AccessToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** An authenticated connection with at most one folder selected. For one thread, but close. */
final class ImapConnection implements AutoCloseable {
  private final MailSocket socket;
  private final ImapTimes times;
  private ImapWire wire;
  private SelectedFolder selected;
  private char delimiter;

  private ImapConnection(MailSocket socket, ImapTimes times) {
    this.socket = socket;
    this.times = times;
  }

  /**
   * @throws SourceException when the server can't be reached or refuses the token
   */
  static ImapConnection open(
      Endpoint endpoint, SSLSocketFactory tls, ImapTimes times, AccessToken token) {
    MailSocket socket = MailSocket.connect(endpoint, tls, times.connect(), times.read());
    ImapConnection connection = new ImapConnection(socket, times);
    try {
      connection.greet();
      ImapAuthentication.authenticate(connection.wire, token);
      return connection;
    } catch (ProtocolException e) {
      socket.close();
      throw new SourceException(
          SourceFailure.SERVER_REFUSED, "%s greets with: %s".formatted(endpoint, e.getMessage()));
    } catch (IOException e) {
      socket.close();
      throw ImapFailures.lost("sign-in", e);
    } catch (SourceException e) {
      socket.close();
      throw e;
    }
  }

  private void greet() throws IOException, ProtocolException {
    if (socket.endpoint().security() == ConnectionSecurity.STARTTLS) {
      startTls();
      wire = ImapWire.afterStartTls(socket);
    } else {
      wire = ImapWire.greeted(socket);
    }
  }

  /** Nothing that came in the clear is used later. */
  private void startTls() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.in(), StandardCharsets.ISO_8859_1));
    in.readLine();
    socket.out().write("s STARTTLS\r\n".getBytes(StandardCharsets.ISO_8859_1));
    socket.out().flush();
    String line = in.readLine();
    while (line != null && !line.startsWith("s ")) {
      line = in.readLine();
    }
    if (line == null || !line.startsWith("s OK")) {
      throw new SourceException(
          SourceFailure.TLS_FAILED, "%s refuses STARTTLS: %s".formatted(socket.endpoint(), line));
    }
    socket.startTls();
  }

  /** Selects the folder unless it is already; a read-only one is fine. */
  SelectedFolder select(String folder) {
    if (selected == null || !selected.name().equals(folder)) {
      selected = null;
      selected = reselect(folder);
    }
    return selected;
  }

  private SelectedFolder reselect(String folder) {
    SelectedFolder opened = new SelectedFolder(folder);
    Argument name = ImapWire.mailboxName(wireName(folder));
    try {
      IMAPResponse result = wire.exchange("SELECT", name, opened::accept);
      if (!result.isOK()) {
        throw ImapFailures.notSelected(folder, result);
      }
      return opened;
    } catch (IOException e) {
      throw ImapFailures.lost("SELECT of folder " + folder, e);
    }
  }

  SelectedFolder selected() {
    return selected;
  }

  /** Sends a command; NO and BAD are the caller's business. */
  IMAPResponse run(String command, Consumer<IMAPResponse> untagged) {
    return run(command, null, untagged);
  }

  IMAPResponse run(String command, Argument arguments, Consumer<IMAPResponse> untagged) {
    try {
      return wire.exchange(
          command,
          arguments,
          response -> {
            if (selected != null) {
              selected.accept(response);
            }
            untagged.accept(response);
          });
    } catch (IOException e) {
      throw ImapFailures.lost(command.split(" ", 3)[0], e);
    }
  }

  /** As a person writes it, with {@code /} between levels, to the server's delimiter. */
  String wireName(String folder) {
    if (folder.equalsIgnoreCase("INBOX")) {
      return "INBOX";
    }
    if (folder.indexOf('/') < 0) {
      return folder;
    }
    if (delimiter == 0) {
      delimiter = new FolderDelimiter().ask(this);
    }
    return folder.replace('/', delimiter);
  }

  boolean can(String capability) {
    return wire.can(capability);
  }

  ImapWire wire() {
    return wire;
  }

  ImapTimes times() {
    return times;
  }

  @Override
  public void close() {
    socket.close();
  }
}
