package dev.mailbridge.tokenservice.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Requests to the transit engine. Neither a plaintext nor a token is ever in a message. */
final class TransitClient {
  private static final int FORBIDDEN = 403;
  private final MasterKeyConfig.Transit config;
  private final URI url;
  private final HttpClient http;

  /** Of a log-in by Kubernetes; null when there is none (any more). */
  private volatile String loggedIn;

  TransitClient(MasterKeyConfig.Transit config, TrustedAuthorities authorities) {
    this(
        config,
        HttpClient.newBuilder()
            .sslContext(authorities.sslContext())
            .connectTimeout(config.timeout())
            .build());
  }

  TransitClient(MasterKeyConfig.Transit config, HttpClient http) {
    this.config = config;
    this.http = http;
    this.url =
        config
            .url()
            .orElseThrow(
                () ->
                    new VaultException(
                        "mail-bridge.master-key.transit.url is missing: name the address of Vault."));
    if (config.tokenFile().isEmpty() && config.kubernetesRole().isEmpty()) {
      throw new VaultException(
          "The log-in to Vault is missing: set mail-bridge.master-key.transit.token-file or .kubernetes-role.");
    }
  }

  JsonNode encrypt(Map<String, String> request) {
    return allowed(post("encrypt/" + config.key(), request), "encrypt");
  }

  /**
   * @throws GeneralSecurityException when the ciphertext isn't one of the key's
   */
  JsonNode decrypt(Map<String, String> request) throws GeneralSecurityException {
    Answer answer = post("decrypt/" + config.key(), request);
    if (answer.status() == 400) {
      throw new GeneralSecurityException("Vault doesn't decrypt it: altered, or a retired version");
    }
    return allowed(answer, "decrypt");
  }

  void rotate() {
    allowed(post("keys/%s/rotate".formatted(config.key()), Map.of()), "keys/…/rotate");
  }

  int latestVersion() {
    return allowed(get("keys/" + config.key()), "keys").path("latest_version").asInt();
  }

  void decryptNothingBefore(int version) {
    allowed(
        post("keys/%s/config".formatted(config.key()), Map.of("min_decryption_version", version)),
        "keys/…/config");
  }

  private record Answer(int status, JsonNode data) {}

  private JsonNode allowed(Answer answer, String operation) {
    if (answer.status() == 200 || answer.status() == 204) {
      return answer.data();
    }
    throw new VaultException(
        "Vault at %s answers %d to %s: check its token, its policy for %s/%s and that it is unsealed."
            .formatted(url, answer.status(), operation, config.mount(), operation));
  }

  private Answer get(String path) {
    return send(path, builder -> builder.GET());
  }

  private Answer post(String path, Map<String, ?> body) {
    byte[] json = ContractJson.write(body);
    return send(path, builder -> builder.POST(HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  private interface Verb {
    HttpRequest.Builder on(HttpRequest.Builder builder);
  }

  private Answer send(String path, Verb verb) {
    String address = config.mount() + "/" + path;
    Answer answer = exchange(address, verb, token());
    if (answer.status() == FORBIDDEN && config.tokenFile().isEmpty()) {
      // The log-in has ended: once more with a new one.
      loggedIn = null;
      return exchange(address, verb, token());
    }
    return answer;
  }

  private String token() {
    if (config.tokenFile().isPresent()) {
      return read(config.tokenFile().get());
    }
    String token = loggedIn;
    if (token == null) {
      token = logIn();
      loggedIn = token;
    }
    return token;
  }

  private String logIn() {
    byte[] body =
        ContractJson.write(
            Map.of(
                "role", config.kubernetesRole().orElseThrow(),
                "jwt", read(config.kubernetesTokenFile())));
    Answer answer =
        exchange(
            "auth/%s/login".formatted(config.kubernetesMount()),
            builder -> builder.POST(HttpRequest.BodyPublishers.ofByteArray(body)),
            null);
    String token = answer.data().path("client_token").textValue();
    if (answer.status() != 200 || token == null) {
      throw new VaultException(
          "Vault at %s answers %d to the log-in of role %s: bind the role to this service account."
              .formatted(url, answer.status(), config.kubernetesRole().orElseThrow()));
    }
    return token;
  }

  private Answer exchange(String path, Verb verb, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/v1/" + path)).timeout(config.timeout());
    config.namespace().ifPresent(namespace -> request.header("X-Vault-Namespace", namespace));
    if (token != null) {
      request.header("X-Vault-Token", token);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(verb.on(request).build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode json =
          response.body().length == 0
              ? ContractJson.mapper().createObjectNode()
              : ContractJson.mapper().readTree(response.body());
      return new Answer(
          response.statusCode(),
          json.path(json.has("auth") && !json.path("auth").isNull() ? "auth" : "data"));
    } catch (IOException e) {
      throw new VaultException(
          "Vault at %s can't be reached (%s): start or unseal it, or correct mail-bridge.master-key.transit.url."
              .formatted(url, e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("interrupted", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new VaultException(
          "%s can't be read: mount the log-in for Vault there.".formatted(file), e);
    }
  }
}
