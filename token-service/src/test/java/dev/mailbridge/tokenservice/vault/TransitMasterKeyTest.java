package dev.mailbridge.tokenservice.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransitMasterKeyTest {
  @TempDir Path folder;
  private TransitEngine engine;

  @BeforeEach
  void start() throws IOException {
    engine = new TransitEngine();
    Files.writeString(folder.resolve("token"), "token-1\n");
    Files.writeString(folder.resolve("jwt"), "jwt-of-the-pod");
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void shouldOpenWhatItSealedWhenThePlaceIsTheSame() {
    // Given
    Vault vault = new Vault(withToken());

    // When
    byte[] sealed = vault.seal("a refresh token ä€", "grant/support/refresh-token");

    // Then
    assertThat(vault.open(sealed, "grant/support/refresh-token")).isEqualTo("a refresh token ä€");
    assertThatThrownBy(() -> vault.open(sealed, "grant/sales/refresh-token"))
        .isInstanceOf(VaultException.class);
    assertThat(engine.requests())
        .startsWith("POST transit/encrypt/mail-bridge", "POST transit/decrypt/mail-bridge");
  }

  @Test
  void shouldOpenOldCiphertextsUntilTheyAreRetiredWhenTheKeyIsRotated() {
    // Given
    TransitMasterKey masterKey = withToken();
    Vault vault = new Vault(masterKey);
    byte[] before = vault.seal("before", "place");

    // When
    masterKey.rotate();
    byte[] after = vault.seal("after", "place");

    // Then
    assertThat(vault.open(before, "place")).isEqualTo("before");
    masterKey.removeOld();
    assertThat(vault.open(after, "place")).isEqualTo("after");
    assertThatThrownBy(() -> vault.open(before, "place")).isInstanceOf(VaultException.class);
  }

  @Test
  void shouldLogInAnewWhenTheKubernetesLogInHasEnded() {
    // Given
    Vault vault =
        new Vault(
            masterKey(
                Map.of(
                    "kubernetes-role",
                    "token-service",
                    "kubernetes-token-file",
                    folder.resolve("jwt").toString()),
                Optional.empty()));
    byte[] sealed = vault.seal("secret", "place");
    assertThat(vault.open(sealed, "place")).isEqualTo("secret");
    assertThat(engine.logIns()).isEqualTo(1);

    // When
    engine.endAllLogIns();

    // Then
    assertThat(vault.open(sealed, "place")).isEqualTo("secret");
    assertThat(engine.logIns()).isEqualTo(2);
  }

  @Test
  void shouldOpenWhatTheFileSealedWhenTheKeyMovesToTheEngine() {
    // Given
    FileMasterKey file = new FileMasterKey(folder.resolve("master-key.json"), true);
    byte[] before = new Vault(file).seal("before", "place");

    // When
    Vault moved =
        new Vault(
            masterKey(Map.of("token-file", folder.resolve("token").toString()), Optional.of(file)));

    // Then
    assertThat(moved.open(before, "place")).isEqualTo("before");
    byte[] after = moved.seal("after", "place");
    assertThat(new Vault(withToken()).open(after, "place")).isEqualTo("after");
    assertThatThrownBy(() -> new Vault(withToken()).open(before, "place"))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void shouldSayWhatToDoWhenTheEngineRefuses() throws IOException {
    // Given
    Vault vault = new Vault(withToken());
    Files.writeString(folder.resolve("token"), "a-token-of-somebody-else");

    // When, Then
    assertThatThrownBy(() -> vault.seal("s3cret", "place"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("answers 403")
        .hasMessageContaining("policy for transit/encrypt")
        .hasMessageNotContaining("a-token-of-somebody-else")
        .hasMessageNotContaining("s3cret");
    engine.seal();
    assertThatThrownBy(() -> vault.seal("s3cret", "place")).hasMessageContaining("unsealed");
    engine.close();
    assertThatThrownBy(() -> vault.seal("s3cret", "place"))
        .hasMessageContaining("can't be reached (ConnectException)")
        .hasMessageContaining("mail-bridge.master-key.transit.url");
  }

  @Test
  void shouldSayWhatIsMissingWhenItIsNotConfigured() {
    assertThatThrownBy(() -> masterKey(Map.of(), Optional.empty()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("mail-bridge.master-key.transit.token-file");
  }

  private TransitMasterKey withToken() {
    return masterKey(Map.of("token-file", folder.resolve("token").toString()), Optional.empty());
  }

  private TransitMasterKey masterKey(Map<String, String> settings, Optional<MasterKey> before) {
    Map<String, String> properties = new HashMap<>();
    properties.put("mail-bridge.master-key.keeper", "transit");
    properties.put("mail-bridge.master-key.transit.url", engine.url());
    settings.forEach(
        (name, value) -> properties.put("mail-bridge.master-key.transit." + name, value));
    MasterKeyConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .withMapping(MasterKeyConfig.class)
            .build()
            .getConfigMapping(MasterKeyConfig.class);
    return new TransitMasterKey(
        new TransitClient(config.transit(), HttpClient.newHttpClient()), before);
  }
}
