package dev.mailbridge.platform.tls;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities that outgoing connections trust: the JDK's and the configured ones. */
@ApplicationScoped
public class TrustedAuthorities {
  private final X509TrustManager trust;
  private final SSLContext context;

  TrustedAuthorities(TrustConfig config) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : systemTrust().getAcceptedIssuers()) {
        add(store, authority);
      }
      if (config.certificates().isPresent()) {
        for (Certificate authority : read(config.certificates().get())) {
          add(store, authority);
        }
      }
      trust = x509(trustManagers(store));
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The trusted certificates can't be set up", e);
    }
  }

  /**
   * For HTTP clients and mail sessions. Host names are theirs to check: {@code
   * mail.<protocol>.ssl.checkserveridentity} for Angus Mail.
   */
  public SSLContext sslContext() {
    return context;
  }

  /** For clients that take no SSLContext, such as Vert.x. */
  public X509TrustManager trustManager() {
    return trust;
  }

  private static void add(KeyStore store, Certificate authority) throws GeneralSecurityException {
    store.setCertificateEntry("authority-" + store.size(), authority);
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (authorities.isEmpty()) {
        throw new IllegalStateException(
            "mail-bridge.trust.certificates: there is no certificate in " + file);
      }
      return authorities;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "mail-bridge.trust.certificates: %s must be a readable PEM file of certificates"
              .formatted(file),
          e);
    }
  }

  private static X509TrustManager systemTrust() throws GeneralSecurityException {
    return x509(trustManagers(null));
  }

  private static X509TrustManager x509(TrustManager... managers) {
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new IllegalStateException("every JDK has an X.509 trust manager");
  }

  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
