package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.stack.Checkout;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "chaos.seconds", matches = "[1-9]\\d*")
class ChaosIT {
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 90);
  private static final long SEED =
      Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));

  @Test
  void shouldBalanceWhateverTheSeedLetsHappen() throws Exception {
    // Given
    System.out.printf("./chaos --seconds %d --seed %d%n", SECONDS, SEED);
    // When
    ChaosResult result = ChaosRun.run(Checkout.home(), SEED, SECONDS, System.out::println);
    // Then
    assertThat(result.balanced()).as(result.toString()).isTrue();
  }
}
