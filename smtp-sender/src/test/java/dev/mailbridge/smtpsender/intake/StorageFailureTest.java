package dev.mailbridge.smtpsender.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFailureTest {
  @ParameterizedTest
  @CsvSource({
    "57P03, OF_THE_DATABASE", // starting up
    "57P01, OF_THE_DATABASE", // shutting down
    "08006, OF_THE_DATABASE", // connection lost
    "53300, OF_THE_DATABASE", // too many connections
    "40001, OF_THE_DATABASE", // serialization
    ", OF_THE_DATABASE", // no connection from the pool in time
    "22021, OF_THE_DATA", // NUL in a text
    "22001, OF_THE_DATA", // too long
    "23502, OF_THE_DATA" // null where none may be
  })
  void shouldBlameTheCommandForNothingThatPasses(String state, StorageFailure expected) {
    // Given
    SQLException said = new SQLException("said by the database", state);
    // When // Then
    assertThat(StorageFailure.of(new GenericJDBCException("wrapped", said))).isEqualTo(expected);
    assertThat(StorageFailure.of(new IllegalStateException(said))).isEqualTo(expected);
  }

  @Test
  void shouldLeaveOpenWhatTheDatabaseNeverSaw() {
    assertThat(StorageFailure.of(new IllegalStateException("ours")))
        .isEqualTo(StorageFailure.UNEXPLAINED);
  }
}
