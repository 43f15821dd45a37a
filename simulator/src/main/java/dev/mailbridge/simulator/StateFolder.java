package dev.mailbridge.simulator;

import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.entra.RefreshTokens;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.mail.MailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the simulator's state over a restart: a snapshot each second in which something changed.
 */
final class StateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private final Path file;
  private final MailStore store;
  private final Directory directory;
  private final RefreshTokens refreshTokens;
  private final Settings settings;
  private final SimulatorClock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator-state").factory());
  private String saved = "";

  StateFolder(
      Path folder,
      MailStore store,
      Directory directory,
      RefreshTokens refreshTokens,
      Settings settings,
      SimulatorClock clock) {
    file = folder.resolve("state.json");
    this.store = store;
    this.directory = directory;
    this.refreshTokens = refreshTokens;
    this.settings = settings;
    this.clock = clock;
  }

  static Optional<SavedState> read(Path folder) {
    Path file = folder.resolve("state.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(file.toFile(), SavedState.class));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulator's state in " + file + " can't be read: remove it to start afresh", e);
    }
  }

  void start() {
    save(false);
    timer.scheduleWithFixedDelay(this::saveWhenChanged, 1, 1, TimeUnit.SECONDS);
  }

  private void saveWhenChanged() {
    try {
      if (!mark().equals(saved)) {
        save(false);
      }
    } catch (RuntimeException e) {
      LOG.warn("The state could not be saved; it is tried again: {}", e.getMessage());
    }
  }

  private String mark() {
    return store.changes()
        + " "
        + directory.version()
        + " "
        + directory.apps().hashCode()
        + " "
        + directory.rights().hashCode()
        + " "
        + directory.consents().hashCode()
        + " "
        + refreshTokens.changes()
        + " "
        + settings.behaviour().hashCode()
        + " "
        + clock.offset();
  }

  private synchronized void save(boolean cleanEnd) {
    String now = mark();
    SavedState state =
        new SavedState(
            cleanEnd,
            clock.offset(),
            settings.behaviour(),
            directory.content(),
            refreshTokens.all(),
            store.content());
    try {
      Path fresh = file.resolveSibling("state.json.new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Json.MAPPER.writeValue(fresh.toFile(), state);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      saved = now;
    } catch (IOException e) {
      throw new UncheckedIOException("The simulator's state can't be written to " + file, e);
    }
  }

  void close() {
    timer.shutdown();
    save(true);
  }
}
