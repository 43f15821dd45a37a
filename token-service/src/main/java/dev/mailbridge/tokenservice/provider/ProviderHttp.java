package dev.mailbridge.tokenservice.provider;

import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is asked of identity providers and Graph beside tokens, on the same way to them: the same
 * proxy, the same trust.
 */
@ApplicationScoped
public class ProviderHttp {
  private final WebClient client;
  private final ProviderConfig config;

  ProviderHttp(Vertx vertx, ProviderConfig config, ProviderTls tls) {
    this.config = config;
    WebClientOptions options =
        new WebClientOptions()
            .setConnectTimeout((int) TokenClients.CONNECT_TIMEOUT.toMillis())
            .setFollowRedirects(false)
            .setUserAgent("mail-bridge");
    TlsConfigUtils.configure(options, tls.configuration());
    // Set by the configuration for a client that only ever speaks TLS; here the address decides.
    options.setSsl(false);
    config
        .proxy()
        .host()
        .ifPresent(
            host ->
                options.setProxyOptions(
                    new ProxyOptions()
                        .setHost(host)
                        .setPort(config.proxy().port())
                        .setUsername(config.proxy().username().orElse(null))
                        .setPassword(config.proxy().password().orElse(null))));
    client = WebClient.create(vertx, options);
  }

  /** An answer of whatever status. */
  public record Answer(int status, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * @param bearer null for none
   * @throws UnreachableException when there is no answer
   */
  public Answer get(URI address, String bearer) {
    HttpRequest<Buffer> request = client.getAbs(address.toString());
    if (bearer != null) {
      request.bearerTokenAuthentication(bearer);
    }
    return await(address, limited(request).send());
  }

  /**
   * @throws UnreachableException when there is no answer
   */
  public Answer post(URI address, Map<String, String> form) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    form.forEach(fields::add);
    return await(address, limited(client.postAbs(address.toString())).sendForm(fields));
  }

  private HttpRequest<Buffer> limited(HttpRequest<Buffer> request) {
    return request.timeout(config.timeout().toMillis());
  }

  private Answer await(URI address, Future<HttpResponse<Buffer>> sent) {
    try {
      HttpResponse<Buffer> response =
          sent.toCompletionStage()
              .toCompletableFuture()
              .get(config.timeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
      byte[] body = response.body() == null ? new byte[0] : response.body().getBytes();
      return new Answer(response.statusCode(), body);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreachableException(address, ConnectionFailure.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(address, "token-service stops", e);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }

  /** There was no answer; the message says from where, why, and what to do. */
  public static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(URI address, String reason, Throwable cause) {
      super(
          "%s can't be reached: %s"
              .formatted(
                  address.getPort() < 0
                      ? address.getHost()
                      : address.getHost() + ":" + address.getPort(),
                  reason),
          cause);
    }
  }
}
