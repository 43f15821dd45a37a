package dev.mailbridge.smtpsender.intake;

import java.sql.SQLException;

/** Why something could not be stored. */
enum StorageFailure {
  /** The database says that these data can't be stored. */
  OF_THE_DATA,
  /** The database is away, starting or busy: it passes. */
  OF_THE_DATABASE,
  /** It never came to the database. */
  UNEXPLAINED;

  /** By SQLSTATE: class 22 is a data exception, class 23 a violated constraint. */
  static StorageFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"))
            ? OF_THE_DATA
            : OF_THE_DATABASE;
      }
    }
    return UNEXPLAINED;
  }
}
