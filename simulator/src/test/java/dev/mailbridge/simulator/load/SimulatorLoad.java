package dev.mailbridge.simulator.load;

import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.contract.MailClient;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.mail.SampleMail;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Measures what the simulator can do: a main class, not part of the test run. See the README. */
public final class SimulatorLoad {
  private static final int MAILS = 5_000;
  private static final int IDLE = 500;

  private SimulatorLoad() {}

  @SuppressWarnings("SystemOut") // A command-line program.
  public static void main(String[] arguments) throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits())) {
      for (int round = 1; round <= 3; round++) {
        System.out.println(deliverAndDrain(simulator, round));
      }
      System.out.println(submit(simulator));
      System.out.println(idle(simulator));
    }
  }

  private static String deliverAndDrain(Simulator simulator, int round) throws Exception {
    String user = "drain" + round + "@contoso.example";
    addUser(simulator, user);
    long begun = System.nanoTime();
    for (int i = 0; i < MAILS; i++) {
      simulator.deliver(user, SampleMail.numbered(i, 7_000));
    }
    double delivered = seconds(begun);
    long octets;
    begun = System.nanoTime();
    try (Socket socket = connect(simulator, user)) {
      octets = 0;
      InputStream in = socket.getInputStream();
      for (int from = 1; from <= MAILS; from += 50) {
        write(
            socket,
            "f UID FETCH " + from + ":" + (from + 49) + " (UID INTERNALDATE FLAGS BODY.PEEK[])");
        octets += readUntilTagged(in, "f OK FETCH");
      }
    }
    double drained = seconds(begun);
    return "{\"round\":%d,\"delivered_mails_per_second\":%.0f,\"mails_per_second\":%.0f,\"mib\":%.1f}"
        .formatted(round, MAILS / delivered, MAILS / drained, octets / 1048576.0);
  }

  private static String submit(Simulator simulator) throws IOException {
    int mails = 2_000;
    try (RawClient client = Tokens.submission(simulator)) {
      long begun = System.nanoTime();
      for (int i = 0; i < mails; i++) {
        client.reply("MAIL FROM:<helpdesk@contoso.example>");
        client.reply("RCPT TO:<customer@customer.example>");
        client.reply("DATA");
        client.reply(
            "From: helpdesk@contoso.example\r\nMessage-ID: <l" + i + "@x.example>\r\n\r\nx\r\n.");
      }
      return "{\"submitted_mails_per_second\":%.0f}".formatted(mails / seconds(begun));
    }
  }

  private static String idle(Simulator simulator) throws Exception {
    List<RawClient> clients = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < IDLE; i++) {
      String user = "idle" + i + "@contoso.example";
      addUser(simulator, user);
      RawClient client = RawClient.imap(simulator);
      client.command(
          "a", "AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(user, Tokens.imap(simulator, user)));
      client.command("b", "SELECT INBOX");
      client.send("c IDLE");
      client.readLine();
      clients.add(client);
    }
    double connected = seconds(begun);
    List<Long> latencies = new ArrayList<>();
    for (int i = 0; i < IDLE; i++) {
      long sent = System.nanoTime();
      simulator.deliver("idle" + i + "@contoso.example", SampleMail.numbered(i, 0));
      clients.get(i).readLine();
      latencies.add(System.nanoTime() - sent);
    }
    latencies.sort(null);
    for (RawClient client : clients) {
      client.close();
    }
    return "{\"idle_connections\":%d,\"connect_seconds\":%.1f,\"news_ms_p50\":%.2f,\"news_ms_p99\":%.2f}"
        .formatted(
            IDLE, connected, latencies.get(IDLE / 2) / 1e6, latencies.get(IDLE * 99 / 100) / 1e6);
  }

  private static void addUser(Simulator simulator, String address) {
    simulator.directory().put(User.named(UUID.randomUUID().toString(), address, address));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Socket connect(Simulator simulator, String user) throws IOException {
    Socket socket =
        MailClient.trusting(simulator.caCertificatePem())
            .getSocketFactory()
            .createSocket("localhost", simulator.imapsPort());
    InputStream in = socket.getInputStream();
    String token =
        simulator.accessToken(
            SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, "IMAP.AccessAsUser.All");
    readUntilTagged(in, "* OK");
    write(socket, "a AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(user, token));
    readUntilTagged(in, "a OK");
    write(socket, "b SELECT INBOX");
    readUntilTagged(in, "b OK");
    return socket;
  }

  private static void write(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Counts octets up to the end of the line that begins with {@code start}. */
  private static long readUntilTagged(InputStream in, String start) throws IOException {
    byte[] wanted = start.getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[1 << 16];
    long count = 0;
    int matched = 0;
    boolean found = false;
    while (true) {
      int length = in.read(chunk);
      if (length < 0) {
        throw new IOException("The server closed the connection");
      }
      count += length;
      for (int i = 0; i < length; i++) {
        byte octet = chunk[i];
        if (octet == '\n') {
          if (found) {
            return count;
          }
          matched = 0;
        } else if (matched >= 0) {
          matched = octet == wanted[matched] ? matched + 1 : -1;
          if (matched == wanted.length) {
            found = true;
            matched = -1;
          }
        }
      }
    }
  }
}
