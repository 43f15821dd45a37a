package dev.mailbridge.content;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the folders of days that are over; several processes may do so at once. */
final class ExpiredDays {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredDays.class);

  private ExpiredDays() {}

  /**
   * @param oldest the first day that is kept
   * @return octets freed
   */
  static long delete(Path root, LocalDate oldest) throws IOException {
    long freed = 0;
    try (DirectoryStream<Path> days = Files.newDirectoryStream(root)) {
      for (Path day : days) {
        if (day(day).filter(date -> date.isBefore(oldest)).isPresent()) {
          freed += deleteDay(day);
        }
      }
    }
    return freed;
  }

  private static long deleteDay(Path day) throws IOException {
    long freed = 0;
    try (DirectoryStream<Path> segments = Files.newDirectoryStream(day, "*.seg")) {
      for (Path segment : segments) {
        freed += deleteSegment(segment);
      }
      Files.deleteIfExists(day);
      LOG.info("Deleted the contents of {}: {} octets", day.getFileName(), freed);
    } catch (NoSuchFileException e) {
      LOG.debug("Another process deleted {}", day);
    } catch (DirectoryNotEmptyException e) {
      LOG.warn("{} has files that are no segments: they were left there", day);
    }
    return freed;
  }

  private static long deleteSegment(Path segment) throws IOException {
    try {
      long size = Files.size(segment);
      return Files.deleteIfExists(segment) ? size : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static Optional<LocalDate> day(Path folder) {
    try {
      return Optional.of(
          LocalDate.parse(folder.getFileName().toString(), DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
