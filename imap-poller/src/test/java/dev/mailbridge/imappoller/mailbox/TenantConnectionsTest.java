package dev.mailbridge.imappoller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TenantConnectionsTest {
  private final TenantConnections tenants = new TenantConnections(1);
  private final MailboxDefinition desk = new TestMailbox("nowhere", 993).definition();
  private final MailboxDefinition other =
      new TestMailbox("nowhere", 993).address("desk@fabrikam.example").definition();

  @Test
  void shouldGiveAPlaceToWhoWaitsWhenTheOpenOneIsReadToItsEnd() {
    // Given
    TenantConnections.Place first = tenants.take(desk, () -> false);
    assertThat(first.wanted()).isFalse();

    // When
    CompletableFuture<TenantConnections.Place> second =
        CompletableFuture.supplyAsync(() -> tenants.take(desk, () -> false));
    await().atMost(Duration.ofSeconds(10)).until(first::wanted);
    first.close();
    first.close();

    // Then
    assertThat(second).succeedsWithin(Duration.ofSeconds(10));
    assertThat(second.join().wanted()).isFalse();
  }

  @Test
  void shouldNotLetOneTenantWaitForAnother() {
    try (TenantConnections.Place one = tenants.take(desk, () -> false);
        TenantConnections.Place two = tenants.take(other, () -> false)) {
      assertThat(one.wanted()).isFalse();
      assertThat(two.wanted()).isFalse();
    }
  }

  @Test
  void shouldEndTheWaitWhenTheMailboxIsStopped() {
    try (TenantConnections.Place one = tenants.take(desk, () -> false)) {
      assertThat(one).isNotNull();
      assertThat(tenants.take(desk, () -> true)).isNull();
    }
  }
}
