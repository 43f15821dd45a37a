package dev.mailbridge.imappoller.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitySetTest {
  @Test
  void shouldHoldWhatASetHolds() {
    Random random = new Random(3);
    IdentitySet set = new IdentitySet();
    Set<Identity> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      // Many collisions of slots.
      Identity identity = new Identity(random.nextInt(500), 1 + random.nextInt(200));
      assertThat(set.contains(identity)).isEqualTo(expected.contains(identity));
      set.add(identity);
      expected.add(identity);
    }
    assertThat(set.size()).isEqualTo(expected.size());
  }

  @Test
  void shouldComeBackFromItsText() {
    Identity identity = new Identity(-1L, 5L);
    assertThat(Identity.parse(identity.toString())).isEqualTo(identity);
  }

  @Test
  void shouldRefuseToStartWhenPartitionsDiffer() {
    assertThatThrownBy(() -> PartitionCounts.same(Map.of("mail.mailboxes", 8, "mail.ledger", 64)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mail.ledger=64");
    assertThat(PartitionCounts.same(Map.of("mail.mailboxes", 8, "mail.ledger", 8))).isEqualTo(8);
  }
}
