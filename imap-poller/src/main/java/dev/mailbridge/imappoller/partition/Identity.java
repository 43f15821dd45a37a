package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.MailboxId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What a mail is, wherever it lies: its mailbox, Message-ID and content (guarantee 2), as the first
 * 128 bits of a SHA-256.
 */
public record Identity(long high, long low) {
  /**
   * @param contentHash the same whatever a transport does to line ends and trace headers
   */
  public static Identity of(MailboxId mailbox, String messageId, String contentHash) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(mailbox.value().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      sha.update(messageId.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      sha.update(contentHash.getBytes(StandardCharsets.UTF_8));
      ByteBuffer hash = ByteBuffer.wrap(sha.digest());
      return new Identity(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it isn't 32 hexadecimal digits
   */
  static Identity parse(String hex) {
    ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    if (octets.remaining() != 16) {
      throw new IllegalArgumentException("an identity has 32 digits");
    }
    return new Identity(octets.getLong(), octets.getLong());
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
