package dev.mailbridge.simulator.mail;

/** The octets of a mail, wherever they lie. */
public sealed interface MailContent {

  /** The number of octets, as IMAP tells it before the mail is fetched. */
  long size();

  byte[] octets();

  /** In memory. */
  record InMemory(byte[] octets) implements MailContent {
    @Override
    public long size() {
      return octets.length;
    }
  }

  /** In the state folder's content file. */
  record OnDisk(ContentFile file, long offset, int length) implements MailContent {
    @Override
    public long size() {
      return length;
    }

    @Override
    public byte[] octets() {
      return file.read(offset, length);
    }
  }

  /** Made anew at each look: a mailbox of 80,000 mails that needs no memory. */
  record Generated(int number, int attachmentSize, long claimedSize) implements MailContent {
    @Override
    public long size() {
      return claimedSize > 0 ? claimedSize : octets().length;
    }

    @Override
    public byte[] octets() {
      return SampleMail.numbered(number, attachmentSize);
    }
  }
}
