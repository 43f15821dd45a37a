package dev.mailbridge.stack.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.local.StartUp;
import org.junit.jupiter.api.Test;

class SmokeIT {
  @Test
  void shouldTakeOneMailInAndItsReplyOut() throws Exception {
    assertThat(SmokeRun.run(Checkout.home(), StartUp.CACHED)).isZero();
  }
}
