package dev.mailbridge.imappoller.imap;

import dev.mailbridge.imappoller.source.SourceItem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822DATA;

/** Big mails: in pieces into a file, or only the header. */
final class BigMailFetch {
  private static final int PIECE = 1 << 20;
  private final ImapConnection connection;
  private final Path spool;

  BigMailFetch(ImapConnection connection, Path spool) {
    this.connection = connection;
    this.spool = spool;
  }

  /** Null when the mail is gone. */
  SourceItem whole(ListedMail mail) {
    Path file = null;
    try {
      file = Files.createTempFile(spool, "mail-", ".eml");
      long size = pieces(mail, file);
      if (size > 0) {
        return new SourceItem.Spooled(mail.key(), file, size);
      }
      Files.delete(file);
      return size == 0
          ? null
          : new SourceItem.Unreadable(mail.key(), "FETCH_NO", "The server gives no part of it");
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write to the spool folder " + spool, e);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  /** The size; 0 when the mail is gone, negative when it can't be had. */
  private long pieces(ListedMail mail, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      long size = 0;
      while (true) {
        Piece piece = new Piece();
        IMAPResponse result =
            connection.run(
                "UID FETCH %d (UID BODY.PEEK[]<%d.%d>)".formatted(mail.uid(), size, PIECE),
                piece::accept);
        if (!result.isOK()) {
          return -1;
        }
        if (piece.octets == null || piece.octets.getCount() == 0) {
          return size;
        }
        out.write(piece.octets.getBytes(), piece.octets.getStart(), piece.octets.getCount());
        size += piece.octets.getCount();
        if (piece.octets.getCount() < PIECE) {
          return size;
        }
      }
    }
  }

  /** Some servers count a {@code BODY} fetch of any part as a reading of the whole mail. */
  SourceItem headerOnly(ListedMail mail) {
    byte[][] header = new byte[1][];
    connection.run(
        "UID FETCH %d (UID RFC822.HEADER)".formatted(mail.uid()),
        response -> {
          RFC822DATA data =
              response instanceof FetchResponse fetched ? fetched.getItem(RFC822DATA.class) : null;
          if (data != null && data.getByteArray() != null) {
            header[0] = data.getByteArray().getNewBytes();
          }
        });
    return new SourceItem.TooLarge(
        mail.key(), mail.size(), header[0] == null ? new byte[0] : header[0]);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // A file that stays in the spool folder is deleted at the next start.
    }
  }

  private static final class Piece {
    private ByteArray octets;

    void accept(IMAPResponse response) {
      BODY body = response instanceof FetchResponse fetched ? fetched.getItem(BODY.class) : null;
      if (body != null) {
        octets = body.getByteArray();
      }
    }
  }
}
