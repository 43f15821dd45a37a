package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingMail;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Makes the mail of a command that {@link CommandCheck} has let pass. */
@Singleton
public class MailComposer {
  static {
    // Without it Angus Mail searches the class path anew for every body part.
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  private static final Session ASCII = Session.getInstance(new Properties());
  private static final Session UTF8 = Session.getInstance(utf8());

  private final AttachmentSource attachments;

  MailComposer(AttachmentSource attachments) {
    this.attachments = attachments;
  }

  /**
   * @throws ComposeException when an attachment can't be read
   */
  public ComposedMail compose(OutgoingMail mail, MailFacts facts) {
    SpooledMail octets = new SpooledMail();
    boolean complete = false;
    try {
      MimeMessage message = new KeptId(needsUtf8(mail) ? UTF8 : ASCII);
      MailHeaders.write(mail, facts, message);
      new MailBody(mail, attachments).write(message);
      message.saveChanges();
      message.writeTo(octets);
      octets.finish();
      complete = true;
      return new ComposedMail(octets);
    } catch (MessagingException | IOException | ContentException e) {
      throw new ComposeException(gone(e), e);
    } finally {
      if (!complete) {
        new ComposedMail(octets).close();
      }
    }
  }

  private static boolean gone(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContentException content) {
        return switch (content) {
          case ContentException.NotFound missing -> true;
          case ContentException.Damaged damaged -> true;
          case ContentException.Full full -> false;
          case ContentException.Unavailable away -> false;
        };
      }
    }
    return false;
  }

  /** Header fields are then written in UTF-8 (RFC 6532). */
  private static boolean needsUtf8(OutgoingMail mail) {
    return Stream.of(mail.to(), mail.cc(), mail.bcc(), mail.replyTo())
        .flatMap(List::stream)
        .map(MailAddress::address)
        .flatMap(address -> EmailAddress.parse(address).stream())
        .anyMatch(EmailAddress::needsUtf8);
  }

  private static Properties utf8() {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", "true");
    return properties;
  }

  /** A message that keeps the Message-ID it was given. */
  private static final class KeptId extends MimeMessage {
    KeptId(Session session) {
      super(session);
    }

    @Override
    protected void updateMessageID() {}
  }
}
