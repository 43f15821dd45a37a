package dev.mailbridge.simulator.contract;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Connects with Angus Mail and XOAUTH2, as the product does. */
public final class MailClient {
  private final MailServers servers;

  public MailClient(MailServers servers) {
    this.servers = servers;
  }

  /** Trusts the servers' authority alone. */
  public static SSLContext trusting(String caCertificatePem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(caCertificatePem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public Store imap(String user, String token) throws MessagingException {
    return store("imaps", servers.imapsPort(), user, token);
  }

  public Store pop3(String user, String token) throws MessagingException {
    return store("pop3s", servers.pop3sPort(), user, token);
  }

  private Store store(String protocol, int port, String user, String token)
      throws MessagingException {
    Properties properties = properties(protocol);
    // Two lines, as Office 365 wants it for POP3.
    properties.put("mail.pop3s.auth.xoauth2.two.line.authentication.format", "true");
    Store store = Session.getInstance(properties).getStore(protocol);
    store.connect(servers.host(), port, user, token);
    return store;
  }

  public Session smtpSession() {
    Properties properties = properties("smtp");
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put("mail.smtp.starttls.required", "true");
    properties.put("mail.smtp.auth", "true");
    return Session.getInstance(properties);
  }

  public Transport smtp(Session session, String user, String token) throws MessagingException {
    Transport transport = session.getTransport("smtp");
    transport.connect(servers.host(), servers.smtpPort(), user, token);
    return transport;
  }

  private Properties properties(String protocol) {
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.put(
        prefix + "ssl.socketFactory", trusting(servers.caCertificatePem()).getSocketFactory());
    properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    properties.put(prefix + "connectiontimeout", "10000");
    properties.put(prefix + "timeout", "20000");
    properties.put(prefix + "peek", "true");
    return properties;
  }
}
