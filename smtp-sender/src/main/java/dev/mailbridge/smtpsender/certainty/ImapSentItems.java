package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import jakarta.inject.Singleton;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.HeaderTerm;
import jakarta.mail.search.OrTerm;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Searches over IMAP. Exchange files the copy with the account that signed in, unless the
 * administrator set it otherwise: both places are searched.
 */
@Singleton
class ImapSentItems {
  private static final Logger LOG = Logger.getLogger(ImapSentItems.class);
  private static final String FOLDER = "Sent Items";
  private static final String ORIGINAL_ID = "X-Microsoft-Original-Message-ID";

  private final TokenSource tokens;
  private final TrustedAuthorities authorities;

  ImapSentItems(TokenSource tokens, TrustedAuthorities authorities) {
    this.tokens = tokens;
    this.authorities = authorities;
  }

  SentItemsSearch.Result find(MailboxDefinition mailbox, String messageId) {
    MailboxDefinition.SentItems place = mailbox.outgoing().sentItems();
    if (place == null) {
      return new SentItemsSearch.Result.Unavailable(true);
    }
    if (!(tokens.token(mailbox.id(), TokenPurpose.IMAP) instanceof AccessToken token)) {
      return new SentItemsSearch.Result.Unavailable(false);
    }
    boolean searched = false;
    for (String user : users(mailbox, token)) {
      try {
        Optional<String> found = search(place, user, token, messageId);
        if (found.isPresent()) {
          return new SentItemsSearch.Result.Found(found.get());
        }
        searched = true;
      } catch (MessagingException e) {
        LOG.infof(
            "Sent Items of %s can't be searched as %s: %s", mailbox.id(), user, e.getMessage());
      }
    }
    return searched
        ? new SentItemsSearch.Result.NotFound()
        : new SentItemsSearch.Result.Unavailable(false);
  }

  /** Who signed in, and whose mailbox it is. */
  private Set<String> users(MailboxDefinition mailbox, AccessToken imap) {
    Set<String> users = new LinkedHashSet<>();
    if (tokens.token(mailbox.id(), TokenPurpose.SMTP) instanceof AccessToken smtp) {
      users.add(smtp.saslUser());
    }
    users.add(imap.saslUser());
    return users;
  }

  private Optional<String> search(
      MailboxDefinition.SentItems place, String user, AccessToken token, String messageId)
      throws MessagingException {
    try (Store store = session(place, token).getStore("imap")) {
      store.connect(place.host(), place.port() == null ? -1 : place.port(), user, token.value());
      try (Folder folder = store.getFolder(place.folder() == null ? FOLDER : place.folder())) {
        folder.open(Folder.READ_ONLY);
        Message[] found =
            folder.search(
                new OrTerm(
                    new HeaderTerm("Message-ID", messageId),
                    new HeaderTerm(ORIGINAL_ID, messageId)));
        return found.length == 0 ? Optional.empty() : Optional.of(idOf(found[0], messageId));
      }
    }
  }

  private static String idOf(Message message, String otherwise) throws MessagingException {
    String[] ids = message.getHeader("Message-ID");
    return ids == null || ids.length == 0 || ids[0].isBlank() ? otherwise : ids[0].strip();
  }

  private Session session(MailboxDefinition.SentItems place, AccessToken token) {
    Properties properties = new Properties();
    ConnectionSecurity security =
        place.security() == null ? ConnectionSecurity.TLS : place.security();
    properties.put("mail.imap.ssl.enable", Boolean.toString(security == ConnectionSecurity.TLS));
    String startTls = Boolean.toString(security == ConnectionSecurity.STARTTLS);
    properties.put("mail.imap.starttls.enable", startTls);
    properties.put("mail.imap.starttls.required", startTls);
    properties.put("mail.imap.ssl.socketFactory", authorities.sslContext().getSocketFactory());
    properties.put("mail.imap.ssl.checkserveridentity", "true");
    properties.put("mail.imap.connectiontimeout", "30000");
    properties.put("mail.imap.timeout", "60000");
    if (token.mechanism() != AccessToken.Mechanism.PASSWORD) {
      properties.put("mail.imap.auth.mechanisms", "XOAUTH2");
    }
    return Session.getInstance(properties);
  }
}
