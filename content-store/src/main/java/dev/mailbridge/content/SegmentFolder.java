package dev.mailbridge.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The folder that segments lie in, and the one place that knows the file system's errors.
 *
 * @param reserve octets that stay free on the disk
 */
record SegmentFolder(Path root, long reserve) {
  private static final FileAttribute<?>[] DIRECTORY = permissions("rwxr-x---");
  private static final FileAttribute<?>[] FILE = permissions("rw-r-----");

  void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, DIRECTORY);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  FileChannel createFile(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE);
  }

  /**
   * @throws ContentException.NotFound when there is no such segment
   */
  FileChannel open(SegmentRef ref, StandardOpenOption... options) {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    try {
      return FileChannel.open(ref.file(root), all);
    } catch (NoSuchFileException e) {
      throw gone(ref);
    } catch (IOException e) {
      throw translate(e);
    }
  }

  ContentException.NotFound gone(SegmentRef ref) {
    return new ContentException.NotFound(
        "The content %s is not there: it has outlived the retention or was erased, or this process has another content folder than the one that stored it (mail-bridge.content.directory)."
            .formatted(ref),
        null);
  }

  /** A new file is durable only when its directory is. */
  void forceDirectory(Path directory) throws IOException {
    if (isWindows()) {
      return; // Directories can't be opened there; NTFS journals them.
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * @throws ContentException.Full when less than the reserve is free
   */
  void checkRoom() {
    try {
      if (Files.getFileStore(root).getUsableSpace() < reserve) {
        throw full(null);
      }
    } catch (IOException e) {
      throw translate(e);
    }
  }

  ContentException translate(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota exceeded")) {
      return full(e);
    }
    return new ContentException.Unavailable(
        "Can't use the content folder %s: check that it exists, is mounted and belongs to this service's user."
            .formatted(root),
        e);
  }

  private ContentException.Full full(IOException e) {
    return new ContentException.Full(
        "The disk of the content folder %s is full: free space, enlarge it or shorten the retention; work resumes by itself."
            .formatted(root),
        e);
  }

  private static FileAttribute<?>[] permissions(String permissions) {
    return isWindows()
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
