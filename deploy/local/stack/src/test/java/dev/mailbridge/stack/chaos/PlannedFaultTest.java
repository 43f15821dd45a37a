package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedFaultTest {
  @Test
  void shouldMakeTheSamePlanWhenSeedIsTheSame() {
    assertThat(PlannedFault.plan(42, 90))
        .isEqualTo(PlannedFault.plan(42, 90))
        .isNotEqualTo(PlannedFault.plan(43, 90));
  }

  @Test
  void shouldOnlyGrowWhenTimeIsLonger() {
    // Given
    List<PlannedFault> shorter = PlannedFault.plan(42, 90);
    // When
    List<PlannedFault> longer = PlannedFault.plan(42, 600);
    // Then
    assertThat(longer).startsWith(shorter.toArray(PlannedFault[]::new));
  }

  @Test
  void shouldHitEveryTargetWhenTimeIsLongEnough() {
    // Given
    List<PlannedFault> plan = PlannedFault.plan(1, 10_000);
    // When // Then
    for (FaultKind kind : FaultKind.values()) {
      assertThat(plan)
          .filteredOn(fault -> fault.kind() == kind)
          .extracting(PlannedFault::target)
          .containsAll(kind.targets());
    }
  }
}
