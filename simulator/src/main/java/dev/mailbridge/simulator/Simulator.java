package dev.mailbridge.simulator;

import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.control.FaultControl;
import dev.mailbridge.simulator.control.MailControl;
import dev.mailbridge.simulator.control.StatePage;
import dev.mailbridge.simulator.control.TenantControl;
import dev.mailbridge.simulator.control.WatchControl;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.Entra;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.entra.SigningKey;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.fault.HttpFaults;
import dev.mailbridge.simulator.fault.Pauses;
import dev.mailbridge.simulator.fault.WireFaults;
import dev.mailbridge.simulator.graph.Graph;
import dev.mailbridge.simulator.graph.GraphParts;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.http.WebServer;
import dev.mailbridge.simulator.imap.ImapServer;
import dev.mailbridge.simulator.mail.ContentFile;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.pop3.Pop3Server;
import dev.mailbridge.simulator.smtp.MailTransport;
import dev.mailbridge.simulator.smtp.SmtpServer;
import dev.mailbridge.simulator.smtp.SubmissionDesk;
import dev.mailbridge.simulator.smtp.SubmissionLimits;
import dev.mailbridge.simulator.tls.CertificateAuthority;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** A running simulator. */
public final class Simulator implements AutoCloseable {
  private final SimulatorConfig config;
  private final SimulatorClock clock;
  private final Settings settings;
  private final Directory directory;
  private final MailStore store;
  private final CertificateAuthority authority;
  private final Pauses pauses = new Pauses();
  private final Faults faults = new Faults(1);
  private final ClientWatch watch;
  private final Optional<ContentFile> contentFile;
  private final WebServer web;
  private final Entra entra;
  private final FaultControl faultControl;
  private final ImapServer imap;
  private final Pop3Server pop3;
  private final SmtpServer smtp;
  private final Optional<StateFolder> state;

  private Simulator(SimulatorConfig config) {
    this.config = config;
    Optional<SavedState> saved = config.stateDirectory().flatMap(Simulator::openState);
    clock = new SimulatorClock(config.clock());
    saved.ifPresent(before -> clock.advance(before.clockOffset()));
    settings = new Settings(config.behaviour());
    watch = new ClientWatch(clock);
    directory = SeedDirectory.create(clock);
    contentFile = config.stateDirectory().map(folder -> new ContentFile(folder.resolve("mails")));
    store = new MailStore(contentFile);
    saved.ifPresent(this::restore);
    directory.users().forEach(user -> store.mailboxOrNew(user.userPrincipalName()));
    store.mailboxOrNew(SeedDirectory.CUSTOMER);
    authority = CertificateAuthority.open(config.stateDirectory());
    SSLContext tls = authority.serverContext();

    Router router = new Router();
    web = WebServer.bind(address(config.httpPort()), router);
    HttpFaults httpFaults = new HttpFaults(faults, pauses, watch);
    entra =
        new Entra(
            directory,
            settings,
            clock,
            httpUrl(),
            faults,
            httpFaults,
            SigningKey.open(config.stateDirectory()));
    saved.ifPresent(before -> entra.refreshTokens().restore(before.refreshTokens()));
    MailboxAccess access = new MailboxAccess(directory, entra.accessTokens(), settings, faults);
    WireFaults wireFaults = new WireFaults(faults, pauses);
    SubmissionLimits limits = new SubmissionLimits(settings, clock);
    MailTransport transport = new MailTransport(store, directory, settings, faults, pauses, clock);
    SubmissionDesk desk = new SubmissionDesk(access, settings, faults, limits, transport);
    imap =
        ImapServer.start(
            address(config.imapsPort()), tls, store, access, settings, wireFaults, clock, watch);
    pop3 =
        Pop3Server.start(
            address(config.pop3sPort()), tls, store, access, settings, wireFaults, watch);
    smtp =
        SmtpServer.start(
            address(config.smtpPort()), tls, access, settings, wireFaults, limits, desk, watch);
    GraphParts graphParts =
        new GraphParts(directory, store, access, desk, faults, clock, httpUrl());
    new Graph(graphParts, entra.accessTokens(), httpFaults, settings).register(router);
    faultControl = new FaultControl(faults, store, directory, clock);
    register(router);
    state =
        config
            .stateDirectory()
            .map(
                folder ->
                    new StateFolder(
                        folder, store, directory, entra.refreshTokens(), settings, clock));
    state.ifPresent(StateFolder::start);
    web.serve();
  }

  /** Starts everything; answers when all ports listen. */
  public static Simulator start(SimulatorConfig config) {
    return new Simulator(config);
  }

  private static Optional<SavedState> openState(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The state folder can't be made: " + folder, e);
    }
    return StateFolder.read(folder);
  }

  private void restore(SavedState before) {
    settings.use(before.behaviour());
    directory.restore(before.directory());
    store.restore(before.mailboxes(), before.cleanEnd());
  }

  private InetSocketAddress address(int port) {
    return new InetSocketAddress(config.host(), port);
  }

  private void register(Router router) {
    router
        .on("GET", "/simulator/health", call -> Answer.json(200, java.util.Map.of("status", "UP")))
        .on(
            "GET",
            "/simulator/ca.pem",
            call -> Answer.of(200, "application/x-pem-file", authority.certificatePem()));
    faultControl.register(router);
    new WatchControl(watch).register(router);
    new MailControl(store, directory, clock).register(router);
    new TenantControl(directory, settings, clock, entra.accessTokens(), store).register(router);
    new StatePage(store, faults, faultControl, entra.accessTokens(), clock).register(router);
    entra.register(router);
    writeCertificate();
  }

  private void writeCertificate() {
    config
        .stateDirectory()
        .ifPresent(
            folder -> {
              try {
                Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Base of Entra, Graph, control and the page, without a slash at the end. */
  public String httpUrl() {
    return "http://" + config.publicHost() + ":" + web.port();
  }

  public int httpPort() {
    return web.port();
  }

  public int imapsPort() {
    return imap.port();
  }

  public int pop3sPort() {
    return pop3.port();
  }

  public int smtpPort() {
    return smtp.port();
  }

  public String caCertificatePem() {
    return authority.certificatePem();
  }

  public SimulatorClock clock() {
    return clock;
  }

  public Settings settings() {
    return settings;
  }

  public Directory directory() {
    return directory;
  }

  public MailStore store() {
    return store;
  }

  /** What clients said. */
  public ClientWatch watch() {
    return watch;
  }

  public Faults faults() {
    return faults;
  }

  /** As {@code POST /simulator/faults}. */
  public void apply(Fault fault) {
    faultControl.apply(fault);
  }

  /** Delivers a mail to an inbox. */
  public StoredMail deliver(String address, byte[] raw) {
    return store
        .mailboxOrNew(directory.user(address).map(User::userPrincipalName).orElse(address))
        .inbox()
        .add(store.keep(raw), clock.instant(), Set.of());
  }

  /** Mails of a folder, oldest first; none when there is no such mailbox or folder. */
  public List<StoredMail> mails(String address, String folder) {
    return store
        .mailbox(address)
        .flatMap(mailbox -> mailbox.folder(folder))
        .map(found -> found.mails())
        .orElse(List.of());
  }

  /** An access token as the token endpoint would give it: for tests of other things than that. */
  public String accessToken(String clientId, String address, Resource resource, String... scopes) {
    App app = directory.app(clientId).orElseThrow();
    User user = directory.user(address).orElseThrow();
    return entra.accessTokens().forUser(app, user, resource, Set.of(scopes), "test").token();
  }

  @Override
  public void close() {
    pauses.close();
    web.close();
    try {
      imap.close();
      pop3.close();
      smtp.close();
      state.ifPresent(StateFolder::close);
      if (contentFile.isPresent()) {
        contentFile.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
