package dev.mailbridge.stack.local;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** One stack a folder. The operating system gives the lock back however the holder ends. */
public final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StackException when another stack holds it
   */
  public static StackLock take(StackFolder folder) throws IOException {
    Files.createDirectories(folder.root());
    FileChannel channel =
        FileChannel.open(
            folder.lock(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new StackException(
          "The stack already runs (process %s, state in %s): use it as it is, or stop it first with Ctrl-C in its terminal."
              .formatted(Files.readString(folder.lock()).strip(), folder.root()));
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
    return new StackLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
