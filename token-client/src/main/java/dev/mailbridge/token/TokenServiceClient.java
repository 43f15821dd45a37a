package dev.mailbridge.token;

import dev.mailbridge.contracts.MacKey;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.TokenServiceHttp.Changes;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * token-service over HTTP. Tokens and keys are held in memory only, so that a service runs on while
 * token-service is down, for as long as its tokens live. One instance a service; thread-safe.
 */
public final class TokenServiceClient implements TokenSource, MacKeySource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenServiceClient.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Key, TokenSlot> slots = new ConcurrentHashMap<>();
  private final List<GrantChangeListener> listeners = new CopyOnWriteArrayList<>();
  private final TokenServiceHttp service;
  private final MacKeyRing macKeys;
  private final GrantChangeFollower changes;
  private final Clock clock;

  private record Key(MailboxId mailbox, TokenPurpose purpose) {}

  /**
   * @param url token-service's base address, such as {@code http://localhost:3017}
   * @param authorization gives the whole value of the Authorization header, for each request anew
   */
  public TokenServiceClient(URI url, Supplier<String> authorization, Clock clock) {
    this(url, authorization, clock, HttpClient.newBuilder());
  }

  /**
   * @param http such as one with an SSLContext that trusts a private CA, or with a proxy
   */
  public TokenServiceClient(
      URI url, Supplier<String> authorization, Clock clock, HttpClient.Builder http) {
    HttpClient client =
        http.executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.clock = clock;
    this.service = new TokenServiceHttp(client, url, authorization, clock);
    this.macKeys = new MacKeyRing(service, clock);
    this.changes = new GrantChangeFollower(service, this::drop);
  }

  /** Begins to follow grant changes; until then a revoked token is handed out while it lives. */
  public TokenServiceClient start() {
    changes.start();
    return this;
  }

  /** The listener is called from one thread; when it throws, the others are still told. */
  public void onGrantChange(GrantChangeListener listener) {
    listeners.add(listener);
  }

  @Override
  public TokenResult token(MailboxId mailbox, TokenPurpose purpose) {
    return answer(mailbox, purpose, TokenSlot::get);
  }

  @Override
  public TokenResult tokenInsteadOf(MailboxId mailbox, TokenPurpose purpose, AccessToken refused) {
    return answer(mailbox, purpose, slot -> slot.insteadOf(refused));
  }

  @Override
  public MacKey signingKey() {
    return macKeys.signingKey();
  }

  @Override
  public Optional<MacKey> verificationKey(String id) {
    return macKeys.verificationKey(id);
  }

  /** A slot that was dropped meanwhile may hold what has been revoked: ask its successor. */
  private TokenResult answer(
      MailboxId mailbox, TokenPurpose purpose, Function<TokenSlot, TokenResult> question) {
    Key key = new Key(mailbox, purpose);
    while (true) {
      TokenSlot slot = slots.computeIfAbsent(key, this::slot);
      TokenResult result = question.apply(slot);
      if (slots.get(key) == slot) {
        return result;
      }
    }
  }

  private TokenSlot slot(Key key) {
    return new TokenSlot(key.mailbox(), key.purpose(), service, executor, clock);
  }

  private void drop(Changes changed) {
    Set<MailboxId> mailboxes =
        changed.mailboxes().stream().map(MailboxId::of).collect(Collectors.toSet());
    if (changed.all()) {
      slots.forEach(
          (key, slot) -> {
            if (slot.holdsToken()) {
              mailboxes.add(key.mailbox());
            }
          });
      slots.clear();
    } else {
      slots.keySet().removeIf(key -> mailboxes.contains(key.mailbox()));
    }
    mailboxes.forEach(this::tell);
  }

  private void tell(MailboxId mailbox) {
    for (GrantChangeListener listener : listeners) {
      try {
        listener.grantChanged(mailbox);
      } catch (RuntimeException e) {
        LOG.error("A listener for grant changes of mailbox {} failed", mailbox, e);
      }
    }
  }

  @Override
  public void close() {
    changes.close();
    executor.shutdownNow();
  }
}
