package dev.mailbridge.stack.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Ends the children when this process was killed and could not do it: a shell that holds their ids
 * and waits for the end of its standard input, which comes however this process dies.
 */
public final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      pids=
      while read -r pid; do pids="$pids $pid"; done
      kill -TERM $pids
      left=100
      while [ $left -gt 0 ] && kill -0 $pids; do sleep 0.1; left=$((left - 1)); done
      for pid in $pids; do kill -KILL $pid; done
      """;

  private final Process shell;

  public Watchdog() throws IOException {
    shell =
        new ProcessBuilder("sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  public synchronized void watch(long pid) throws IOException {
    OutputStream out = shell.getOutputStream();
    out.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** To be called once the children have ended: their ids may be others' soon. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
