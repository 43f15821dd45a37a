package dev.mailbridge.tokenservice.provider;

import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.TokenEndpointErrors.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig.Grant;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Token requests, each sent once. Failures of the provider and the network end here as answers. */
@ApplicationScoped
public class TokenEndpoint {
  /** RFC 6749 section 5.1 only recommends expires_in. */
  private static final Duration LIFE_WHEN_UNSAID = Duration.ofMinutes(10);

  private final TokenClients clients;
  private final ProviderConfig config;
  private final ClientAuthentication authentication;
  private final MeterRegistry metrics;

  TokenEndpoint(
      TokenClients clients,
      ProviderConfig config,
      ClientAuthentication authentication,
      MeterRegistry metrics) {
    this.clients = clients;
    this.config = config;
    this.authentication = authentication;
    this.metrics = metrics;
  }

  /** Blocks until the provider has answered, at most for the configured timeout. */
  public ProviderAnswer request(ProviderApp app, TokenRequest request) {
    Timer.Sample sample = Timer.start(metrics);
    ProviderAnswer answer = ask(app, request);
    sample.stop(
        Timer.builder("mail.bridge.provider.requests")
            .description("Token requests to identity providers, by kind of grant and outcome")
            .tag("grant", request.grant())
            .tag("outcome", outcome(answer))
            .register(metrics));
    return answer;
  }

  private static String outcome(ProviderAnswer answer) {
    return switch (answer) {
      case Granted _ -> "granted";
      case Refused refused -> FailureClassifier.classify(refused.error()).name();
      case Unreachable _ -> "unreachable";
    };
  }

  private ProviderAnswer ask(ProviderApp app, TokenRequest request) {
    try {
      Map<String, String> parameters = new HashMap<>(request.parameters());
      parameters.putAll(authentication.assertion(app));
      Tokens tokens = send(app, request, parameters).await().atMost(config.timeout());
      return granted(tokens);
    } catch (RefusedException e) {
      return new Refused(e.error());
    } catch (TimeoutException e) {
      return new Unreachable("no answer within " + config.timeout().toSeconds() + " s");
    } catch (IOException e) {
      return new Unreachable("the federated token file can't be read");
    } catch (OidcClientException e) {
      return new Unreachable(ConnectionFailure.reason(e));
    } catch (RuntimeException e) {
      // A body that isn't JSON, or a member of another type than agreed; its text may hold tokens.
      return new Unreachable("an answer that can't be read: " + e.getClass().getSimpleName());
    }
  }

  private Uni<Tokens> send(ProviderApp app, TokenRequest request, Map<String, String> parameters) {
    return switch (request) {
      case TokenRequest.Refresh refresh ->
          client(app, Grant.Type.REFRESH).refreshTokens(refresh.refreshToken(), parameters);
      case TokenRequest.Code _ -> client(app, Grant.Type.CODE).getTokens(parameters);
      case TokenRequest.ClientCredentials _ -> client(app, Grant.Type.CLIENT).getTokens(parameters);
      case TokenRequest.DeviceCode _ -> client(app, Grant.Type.DEVICE).getTokens(parameters);
    };
  }

  private OidcClient client(ProviderApp app, Grant.Type grant) {
    return clients.client(app, grant);
  }

  private static ProviderAnswer granted(Tokens tokens) {
    String accessToken = tokens.getAccessToken();
    if (accessToken == null || accessToken.isBlank()) {
      return new Unreachable("an answer without access token");
    }
    String expiresIn = tokens.get("expires_in");
    String refreshToken = tokens.getRefreshToken();
    return new Granted(
        accessToken,
        expiresIn == null ? LIFE_WHEN_UNSAID : Duration.ofSeconds(Long.parseLong(expiresIn)),
        refreshToken == null || refreshToken.isBlank() ? null : refreshToken,
        tokens.get("id_token"));
  }
}
