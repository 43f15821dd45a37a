package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPartitionerTest {
  /**
   * What every Kafka producer does with a key by default; the hashes are published test vectors.
   */
  @ParameterizedTest
  @CsvSource({
    "21, -973932308",
    "foobar, -790332482",
    "abc, 479470107",
    "a-little-bit-long-string, -985981536"
  })
  void shouldBeMurmur2ModuloPartitions(String mailbox, int murmur2) {
    for (int partitions : List.of(1, 8, 64)) {
      assertThat(MailboxPartitioner.partition(MailboxId.of(mailbox), partitions))
          .isEqualTo((murmur2 & Integer.MAX_VALUE) % partitions);
    }
  }

  @Test
  void shouldUseEveryPartitionWhenThereAreManyMailboxes() {
    assertThat(
            IntStream.range(0, 2000)
                .map(i -> MailboxPartitioner.partition(MailboxId.of("m" + i), 64))
                .distinct())
        .hasSize(64);
  }
}
