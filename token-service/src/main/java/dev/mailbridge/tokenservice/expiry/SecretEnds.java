package dev.mailbridge.tokenservice.expiry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.tokenservice.provider.ClientCredential.Secret;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.ProviderHttp;
import dev.mailbridge.tokenservice.provider.ProviderHttp.Answer;
import dev.mailbridge.tokenservice.provider.ProviderHttp.UnreachableException;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registration.Credential;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.CredentialTrials;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Reads from Graph when secrets end ({@code application.passwordCredentials}), where the app has
 * Application.Read.All. What Graph says wins over what somebody typed in.
 */
@ApplicationScoped
public class SecretEnds {
  private static final Logger LOG = Logger.getLogger(SecretEnds.class);

  private final Registrations registrations;
  private final CredentialTrials trials;
  private final ProviderHttp http;

  SecretEnds(Registrations registrations, CredentialTrials trials, ProviderHttp http) {
    this.registrations = registrations;
    this.trials = trials;
    this.http = http;
  }

  /** What came of it. */
  public enum Outcome {
    READ,
    NOT_NEEDED,
    NOT_ALLOWED,
    NOT_FOUND,
    UNREACHABLE
  }

  @Scheduled(
      every = "{mail-bridge.registrations.read-expiry-every}",
      delayed = "5m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void readAll() {
    for (String id : registrations.enabledIds()) {
      try {
        read(id);
      } catch (RuntimeException e) {
        LOG.warnf(
            "The end of the secrets of registration %s can't be read (%s); tomorrow again.",
            id, e.getClass().getSimpleName());
      }
    }
  }

  public Outcome read(String registrationId) {
    Registration registration = registrations.find(registrationId).orElseThrow();
    List<Credential> secrets =
        registration.credentials().stream().filter(c -> c.value() instanceof Secret).toList();
    if (!registration.microsoft() || secrets.isEmpty() || registration.graphUrl().isEmpty()) {
      return Outcome.NOT_NEEDED;
    }
    CredentialTrials.Result asked =
        trials.request(
            registration,
            new TokenRequest.ClientCredentials(registration.appOnlyScope(Resource.GRAPH)));
    return switch (asked.answer()) {
      case Granted granted -> read(registration, secrets, granted.accessToken());
      case Refused _ -> Outcome.NOT_ALLOWED;
      case Unreachable _ -> Outcome.UNREACHABLE;
    };
  }

  private Outcome read(Registration registration, List<Credential> secrets, String token) {
    URI address =
        URI.create(
            "%s/v1.0/applications(appId='%s')?$select=appId,passwordCredentials"
                .formatted(
                    registration.graphUrl().orElseThrow().toString().replaceFirst("/+$", ""),
                    registration.clientId()));
    try {
      Answer answer = http.get(address, token);
      return switch (answer.status()) {
        case 200 -> keep(secrets, ContractJson.mapper().readTree(answer.body()));
        case 401, 403, 404 -> Outcome.NOT_ALLOWED;
        default -> Outcome.UNREACHABLE;
      };
    } catch (UnreachableException | IOException _) {
      return Outcome.UNREACHABLE;
    }
  }

  private Outcome keep(List<Credential> secrets, JsonNode application) {
    boolean found = false;
    for (Credential credential : secrets) {
      Optional<Instant> end =
          end(((Secret) credential.value()).value(), application.path("passwordCredentials"));
      if (end.isPresent()) {
        registrations.endsAt(credential.id(), end.get());
        found = true;
      }
    }
    return found ? Outcome.READ : Outcome.NOT_FOUND;
  }

  /**
   * Graph tells the first characters of each secret. When several begin alike, the earliest end is
   * taken: a warning that comes too early costs less than one that comes too late.
   */
  private static Optional<Instant> end(String secret, JsonNode known) {
    return StreamSupport.stream(known.spliterator(), false)
        .filter(one -> begins(secret, one.path("hint").asText("")))
        .map(one -> instant(one.path("endDateTime").asText("")))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static boolean begins(String secret, String hint) {
    return !hint.isEmpty() && secret.startsWith(hint);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
