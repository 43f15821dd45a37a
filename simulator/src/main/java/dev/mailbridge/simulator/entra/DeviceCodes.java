package dev.mailbridge.simulator.entra;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Device codes (RFC 8628) that wait for someone to enter their user code. */
final class DeviceCodes {
  static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXYZ23456789";

  /** One request of a device. */
  static final class Pending {
    private final String deviceCode;
    private final String userCode;
    private final String clientId;
    private final String scope;
    private final Instant expiresAt;
    private volatile AuthorizedUser authorized;
    private volatile boolean declined;

    private Pending(
        String deviceCode, String userCode, String clientId, String scope, Instant expiresAt) {
      this.deviceCode = deviceCode;
      this.userCode = userCode;
      this.clientId = clientId;
      this.scope = scope;
      this.expiresAt = expiresAt;
    }

    String deviceCode() {
      return deviceCode;
    }

    String userCode() {
      return userCode;
    }

    String clientId() {
      return clientId;
    }

    String scope() {
      return scope;
    }

    void allow(AuthorizedUser user) {
      authorized = user;
    }

    void decline() {
      declined = true;
    }
  }

  private final Map<String, Pending> byDeviceCode = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  DeviceCodes(Clock clock) {
    this.clock = clock;
  }

  Pending issue(String clientId, String scope) {
    byte[] octets = new byte[120];
    random.nextBytes(octets);
    StringBuilder userCode = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      userCode.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    Pending pending =
        new Pending(
            Base64.getUrlEncoder().withoutPadding().encodeToString(octets),
            userCode.toString(),
            clientId,
            scope,
            clock.instant().plus(LIFETIME));
    byDeviceCode.put(pending.deviceCode(), pending);
    return pending;
  }

  Optional<Pending> byUserCode(String userCode) {
    String wanted = userCode.strip().toUpperCase(Locale.ROOT);
    return byDeviceCode.values().stream()
        .filter(one -> one.userCode().equals(wanted) && clock.instant().isBefore(one.expiresAt))
        .findFirst();
  }

  AuthorizedUser redeem(String deviceCode, String clientId) {
    Pending pending = byDeviceCode.get(deviceCode);
    if (pending == null || !pending.clientId().equalsIgnoreCase(clientId)) {
      throw Aadsts.of(70000);
    }
    if (!clock.instant().isBefore(pending.expiresAt)) {
      throw Aadsts.of(70020);
    }
    if (pending.declined) {
      throw Aadsts.of(70019);
    }
    if (pending.authorized == null) {
      throw Aadsts.of(70016);
    }
    byDeviceCode.remove(deviceCode);
    return pending.authorized;
  }
}
