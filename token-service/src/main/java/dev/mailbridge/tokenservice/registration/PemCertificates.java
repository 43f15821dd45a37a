package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.tokenservice.provider.ClientCredential;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** A certificate and its key from PEM (RFC 7468). Messages never quote the key. */
final class PemCertificates {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemCertificates() {}

  /**
   * @throws IllegalArgumentException when either can't be read, or they don't belong together
   */
  static ClientCredential.Certificate read(String certificatePem, String privateKeyPem) {
    X509Certificate certificate = certificate(certificatePem);
    PrivateKey key = privateKey(privateKeyPem, certificate.getPublicKey().getAlgorithm());
    if (!belongTogether(certificate, key)) {
      throw new IllegalArgumentException("the private key is not the one of the certificate");
    }
    return new ClientCredential.Certificate(certificate, key);
  }

  /** As the portal shows it: SHA-1 in upper-case hex. It is shown only, never relied on. */
  static String thumbprint(ClientCredential.Certificate pair) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(pair.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static X509Certificate certificate(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("this is not an X.509 certificate in PEM", e);
    }
  }

  private static PrivateKey privateKey(String pem, String algorithm) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the private key must be PKCS#8 without password (-----BEGIN PRIVATE KEY-----): convert it with openssl pkcs8 -topk8 -nodes");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new IllegalArgumentException("the private key can't be read");
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    try {
      String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
