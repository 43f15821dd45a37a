package dev.mailbridge.configservice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Keys, the administrator's first password, and the other services. */
public class ConfigServiceTestResource implements QuarkusTestResourceLifecycleManager {
  public static final String PASSWORD = "first-password-of-admin";
  public static final String OPERATOR_KEY = "operator-key-operator-key-operator-key";
  private static final String OWN_KEY = "config-key-config-key-config-key-config-key";
  private FakeTokenService tokenService;
  private FakeMailServices mailServices;

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("config-service");
      Path keys = Files.createDirectory(folder.resolve("keys"));
      Files.writeString(keys.resolve("config-service"), OWN_KEY);
      Path operator = Files.writeString(folder.resolve("service-key"), OPERATOR_KEY);
      Path password = Files.writeString(folder.resolve("admin-password"), PASSWORD + "\n");
      tokenService = new FakeTokenService(OWN_KEY);
      mailServices = new FakeMailServices(OWN_KEY);
      Path secrets = Files.createDirectory(folder.resolve("secrets"));
      return Map.ofEntries(
          Map.entry("mail-bridge.transfer.secrets-directory", secrets.toString()),
          Map.entry("mail-bridge.keys.directory", keys.toString()),
          Map.entry("mail-bridge.keys.operator-key-file", operator.toString()),
          Map.entry("mail-bridge.admin.password-file", password.toString()),
          Map.entry("mail-bridge.token-service.url", tokenService.url()),
          Map.entry("mail-bridge.directory.interval", "PT1S"),
          Map.entry("mail-bridge.topics.interval", "PT1S"),
          Map.entry("mail-bridge.directory.graph.backoff", "PT0.01S"),
          Map.entry("mail-bridge.imap-poller.url", mailServices.pollerUrl()),
          Map.entry("mail-bridge.smtp-sender.url", mailServices.senderUrl()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(tokenService, new TestInjector.MatchesType(FakeTokenService.class));
    injector.injectIntoFields(mailServices, new TestInjector.MatchesType(FakeMailServices.class));
  }

  @Override
  public void stop() {
    tokenService.close();
    mailServices.close();
  }
}
