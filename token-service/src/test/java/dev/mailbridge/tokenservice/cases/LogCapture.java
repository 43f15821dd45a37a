package dev.mailbridge.tokenservice.cases;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Every line that is logged meanwhile. */
final class LogCapture extends Handler implements AutoCloseable {
  record Line(Level level, String text) {}

  private final List<Line> lines = new CopyOnWriteArrayList<>();

  LogCapture() {
    setFormatter(new SimpleFormatter());
    Logger.getLogger("").addHandler(this);
  }

  List<Line> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(new Line(line.getLevel(), getFormatter().format(line)));
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
