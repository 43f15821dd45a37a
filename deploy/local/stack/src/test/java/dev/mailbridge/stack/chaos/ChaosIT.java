package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.stack.Checkout;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "chaos.seconds", matches = "[1-9]\\d*")
class ChaosIT {
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 90);

  @Test
  void shouldBalanceWhateverTheSeedLetsHappen() throws Exception {
    // Given
    long given = Long.getLong("chaos.seed", 0);
    long seed = given == 0 ? ThreadLocalRandom.current().nextLong(1, 1_000_000) : given;
    System.out.printf("./chaos --seconds %d --seed %d%n", SECONDS, seed);
    // When
    ChaosResult result = ChaosRun.run(Checkout.home(), seed, SECONDS, System.out::println);
    // Then
    assertThat(result.balanced()).as(result.verdict()).isTrue();
  }
}
