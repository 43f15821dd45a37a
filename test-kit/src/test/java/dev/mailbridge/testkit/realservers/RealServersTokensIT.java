package dev.mailbridge.testkit.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dovecot and Postfix take our tokens over XOAUTH2, and only those. */
class RealServersTokensIT {
  private static final String HELPDESK = "helpdesk@contoso.example";
  private static final String CUSTOMER = "customer@customer.example";
  private static RealMailServers servers;
  private static Session session;

  @BeforeAll
  static void start() throws Exception {
    String whyNot = RealMailServers.whyNot();
    Assumptions.assumeTrue(whyNot == null, whyNot);
    servers = RealMailServers.start();
    session = session();
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void shouldReadOverImapWhenTokenIsValid() throws Exception {
    // Given
    servers.deliver("reader@contoso.example", mail("over IMAP"));
    // When
    try (Store store = open("imaps", "reader@contoso.example", tokens("reader@contoso.example"))) {
      Folder inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      // Then
      assertThat(inbox.getMessages()).singleElement().satisfies(this::isMail);
    }
  }

  @Test
  void shouldReadOverPop3WhenTokenIsValid() throws Exception {
    // Given
    servers.deliver("popper@contoso.example", mail("over POP3"));
    // When
    try (Store store = open("pop3s", "popper@contoso.example", tokens("popper@contoso.example"))) {
      Folder inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      // Then
      assertThat(inbox.getMessageCount()).isEqualTo(1);
    }
  }

  @Test
  void shouldDeliverWhenSubmittedWithValidToken() throws Exception {
    // Given
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(HELPDESK));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(CUSTOMER));
    message.setSubject("a reply");
    message.setText("Done.");
    message.saveChanges();
    // When
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          servers.host(), servers.smtpPort(), HELPDESK, servers.tokens().valid(HELPDESK));
      transport.sendMessage(message, message.getAllRecipients());
    }
    // Then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              try (Store store = open("imaps", CUSTOMER, tokens(CUSTOMER))) {
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_ONLY);
                assertThat(inbox.getMessageCount()).isEqualTo(1);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Refused.class)
  void shouldRefuseAtBothServersWhenTokenIsNotGood(Refused refused) {
    // Given
    String token = refused.make.apply(servers.tokens(), HELPDESK);
    // When // Then
    assertThatThrownBy(() -> open("imaps", HELPDESK, token))
        .isInstanceOf(AuthenticationFailedException.class);
    assertThatThrownBy(() -> submit(token)).isInstanceOf(AuthenticationFailedException.class);
  }

  private enum Refused {
    EXPIRED(TokenIssuer::expired),
    FORGED(TokenIssuer::forged),
    OTHER_ISSUER(TokenIssuer::ofAnotherIssuer),
    OTHER_SCOPE(TokenIssuer::withoutScope),
    OTHER_USER((tokens, user) -> tokens.valid(CUSTOMER));

    private final BiFunction<TokenIssuer, String, String> make;

    Refused(BiFunction<TokenIssuer, String, String> make) {
      this.make = make;
    }
  }

  private void isMail(Message message) throws MessagingException {
    assertThat(message.getSubject()).isEqualTo("over IMAP");
  }

  private static String tokens(String user) {
    return servers.tokens().valid(user);
  }

  private static Store open(String protocol, String user, String token) throws MessagingException {
    Store store = session.getStore(protocol);
    int port = protocol.equals("imaps") ? servers.imapsPort() : servers.pop3sPort();
    store.connect(servers.host(), port, user, token);
    return store;
  }

  private static void submit(String token) throws MessagingException {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(servers.host(), servers.smtpPort(), HELPDESK, token);
    }
  }

  private static byte[] mail(String subject) {
    return "From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\n.hello\r\n"
        .formatted(CUSTOMER, HELPDESK, subject)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Session session() throws Exception {
    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
    authorities.load(null, null);
    authorities.setCertificateEntry(
        "servers",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    servers.certificatePem().getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    Properties properties = new Properties();
    for (String protocol : new String[] {"imaps", "pop3s", "smtp"}) {
      properties.put("mail." + protocol + ".ssl.socketFactory", context.getSocketFactory());
      properties.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
      properties.put("mail." + protocol + ".timeout", "10000");
    }
    properties.put("mail.pop3s.auth.xoauth2.two.line.authentication.format", "true");
    properties.put("mail.smtp.starttls.required", "true");
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put("mail.smtp.auth", "true");
    return Session.getInstance(properties);
  }
}
