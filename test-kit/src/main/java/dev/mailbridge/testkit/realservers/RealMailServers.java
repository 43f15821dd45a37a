package dev.mailbridge.testkit.realservers;

import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.TemporaryFolders;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Dovecot (IMAP, POP3) and Postfix (SMTP with STARTTLS) on free ports of loopback. Both take
 * XOAUTH2 and OAUTHBEARER with tokens of {@link #tokens()}; every address of contoso.example and
 * customer.example has a mailbox, opened by a token for that address.
 */
public final class RealMailServers implements AutoCloseable {
  private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
  private static final Path POP3 = Path.of("/usr/lib/dovecot/pop3");
  private static final Path LMTP = Path.of("/usr/lib/dovecot/lmtp");
  // Nobody's: owns the mails.
  private static final String UID = "5000";
  private static final Duration START = Duration.ofSeconds(30);

  private final Path folder;
  private final Map<String, String> values = new HashMap<>();
  private final TokenIssuer tokens = new TokenIssuer();
  private Process dovecot;
  private Process postfix;

  private RealMailServers(Path folder) {
    this.folder = folder;
    for (String port : List.of("imaps", "pop3s", "smtp", "open", "lmtp", "sasl")) {
      values.put(port, Integer.toString(FreePorts.next()));
    }
    values.put("folder", folder.toString());
    values.put("uid", UID);
    values.put("issuer", TokenIssuer.ISSUER);
    values.put("scope", TokenIssuer.SCOPE);
  }

  /** Why they can't run here, with what to do about it; null when they can. */
  public static String whyNot() {
    for (Path program : List.of(DOVECOT, POSTFIX, POP3, LMTP)) {
      if (!Files.exists(program)) {
        return "real mail servers need %s: on Debian  apt-get install dovecot-imapd dovecot-pop3d dovecot-lmtpd postfix"
            .formatted(program);
      }
    }
    return "root".equals(System.getProperty("user.name"))
        ? null
        : "real mail servers need root, because Dovecot and Postfix change users: run ./test as"
            + " root";
  }

  public static RealMailServers start() throws IOException {
    RealMailServers servers = new RealMailServers(Files.createTempDirectory("mail-bridge-real"));
    try {
      servers.prepare();
      servers.startDovecot();
      servers.startPostfix();
      return servers;
    } catch (IOException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  public String host() {
    return "localhost";
  }

  public int imapsPort() {
    return port("imaps");
  }

  public int pop3sPort() {
    return port("pop3s");
  }

  /** Submission: STARTTLS first, then authentication. */
  public int smtpPort() {
    return port("smtp");
  }

  /** For load generators of this machine: neither TLS nor authentication. */
  public int openSmtpPort() {
    return port("open");
  }

  /** The authority of all their certificates. */
  public String certificatePem() throws IOException {
    return Files.readString(folder.resolve("tls/certificate.pem"));
  }

  public TokenIssuer tokens() {
    return tokens;
  }

  /** Dovecot's settings, for its own commands. */
  public Path dovecotSettings() {
    return folder.resolve("dovecot/dovecot.conf");
  }

  /** The folder of an account's inbox, which is there after its first mail or sign-in. */
  public Path maildir(String address) {
    return folder.resolve("mail").resolve(address.split("@")[0]).resolve("Maildir");
  }

  /** Lays a mail into the inbox, by LMTP (RFC 2033). */
  public void deliver(String address, byte[] mail) throws IOException {
    LmtpDelivery.deliver(port("lmtp"), address, mail);
  }

  private int port(String name) {
    return Integer.parseInt(values.get(name));
  }

  private void prepare() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    ServerCertificate.write(folder.resolve("tls"));
    Path keys = Files.createDirectories(folder.resolve("dovecot/keys/default/RS256"));
    Files.writeString(keys.resolve("default"), tokens.publicKeyPem());
    write("dovecot.conf", folder.resolve("dovecot/dovecot.conf"));
    write("oauth2.conf", folder.resolve("dovecot/oauth2.conf"));
    Path mail = Files.createDirectories(folder.resolve("mail"));
    Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path settings = Files.createDirectories(folder.resolve("postfix/etc"));
    write("main.cf", settings.resolve("main.cf"));
    write("master.cf", settings.resolve("master.cf"));
    Files.createDirectories(folder.resolve("postfix/queue"));
    Path data = Files.createDirectories(folder.resolve("postfix/data"));
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
  }

  private void startDovecot() throws IOException {
    dovecot = start("dovecot", DOVECOT.toString(), "-F", "-c", folder + "/dovecot/dovecot.conf");
    for (String port : List.of("imaps", "pop3s", "lmtp", "sasl")) {
      awaitPort(dovecot, port);
    }
  }

  private void startPostfix() throws IOException {
    postfix = start("postfix", POSTFIX.toString(), "-c", folder + "/postfix/etc", "start-fg");
    awaitPort(postfix, "smtp");
  }

  private Process start(String name, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start();
    // Both end when this JVM does, whatever happens to the test.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process;
  }

  private void awaitPort(Process process, String name) {
    Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(20))
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IOException("%s ended early: %s".formatted(name, logs()));
              }
            })
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(name))) {
                return socket.isConnected();
              }
            });
  }

  /** Postfix' own log, for those who count in it while it grows. */
  public Path postfixLog() {
    return folder.resolve("postfix.log");
  }

  /** What the servers logged, for a failed test. */
  public String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (String name : List.of("dovecot.out", "dovecot.log", "postfix.out", "postfix.log")) {
      Path log = folder.resolve(name);
      if (Files.exists(log)) {
        logs.append(Files.readString(log));
      }
    }
    return logs.toString();
  }

  private void write(String template, Path file) throws IOException {
    try (InputStream in = RealMailServers.class.getResourceAsStream(template)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  @Override
  public void close() {
    stop(postfix);
    stop(dovecot);
    TemporaryFolders.delete(folder);
  }

  private static void stop(Process process) {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.onExit().join();
    // Postfix' master leaves its children to find out by themselves.
    children.forEach(ProcessHandle::destroy);
  }
}
