package dev.mailbridge.simulator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A private certificate authority with one server certificate. Kept in the state folder, so that a
 * client that trusts it goes on doing so after a restart. Its times are real ones: the simulator's
 * moved clock doesn't make TLS fail.
 */
public final class CertificateAuthority {
  private static final char[] STORE_PASSWORD = "simulator".toCharArray();
  private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
  private static final String CA_NAME = "Mail bridge simulator CA";

  private final KeyStore keys;

  private CertificateAuthority(KeyStore keys) {
    this.keys = keys;
  }

  /**
   * Reads the authority from the state folder, or makes one (and keeps it when there is a folder).
   */
  public static CertificateAuthority open(Optional<Path> stateDirectory) {
    try {
      Optional<Path> file = stateDirectory.map(folder -> folder.resolve("tls.p12"));
      if (file.isPresent() && Files.exists(file.get())) {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.get())) {
          keys.load(in, STORE_PASSWORD);
        }
        return new CertificateAuthority(keys);
      }
      CertificateAuthority made = new CertificateAuthority(create());
      if (file.isPresent()) {
        made.save(file.get());
      }
      return made;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "The simulator's certificates could not be made or read: " + e.getMessage(), e);
    }
  }

  public String certificatePem() {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(keys.getCertificate("ca").getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public SSLContext serverContext() {
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, STORE_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void save(Path file) throws IOException, GeneralSecurityException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      keys.store(out, STORE_PASSWORD);
    }
  }

  private static KeyStore create() throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair authority = generator.generateKeyPair();
    KeyPair server = generator.generateKeyPair();
    X509Certificate root =
        sign(CA_NAME, authority.getPublic(), authority.getPrivate(), caExtensions());
    X509Certificate leaf =
        sign("localhost", server.getPublic(), authority.getPrivate(), serverExtensions());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    // The authority's private key is not kept: nothing is signed after this.
    keys.setCertificateEntry("ca", root);
    keys.setKeyEntry(
        "server", server.getPrivate(), STORE_PASSWORD, new X509Certificate[] {leaf, root});
    return keys;
  }

  private static X509Certificate sign(
      String commonName, PublicKey key, PrivateKey signer, List<byte[]> extensions)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_SHA256));
    Instant now = Instant.now();
    byte[] toBeSigned =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(120, new SecureRandom()).add(BigInteger.ONE)),
            algorithm,
            name(CA_NAME),
            Der.sequence(
                Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(3650)))),
            name(commonName),
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extensions.toArray(byte[][]::new))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(toBeSigned);
    byte[] certificate = Der.sequence(toBeSigned, algorithm, Der.bits(0, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
  }

  private static List<byte[]> caExtensions() {
    return List.of(
        extension("2.5.29.19", true, Der.sequence(Der.truth())),
        // keyCertSign and cRLSign
        extension("2.5.29.15", true, Der.bits(1, new byte[] {0x06})));
  }

  private static List<byte[]> serverExtensions() throws IOException {
    List<byte[]> names = new ArrayList<>();
    for (String host : List.of("localhost", "outlook.office365.com", "smtp.office365.com")) {
      names.add(Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)));
    }
    for (String address : List.of("127.0.0.1", "::1")) {
      names.add(Der.tagged(0x87, InetAddress.getByName(address).getAddress()));
    }
    return List.of(
        extension("2.5.29.17", false, Der.sequence(names.toArray(byte[][]::new))),
        // serverAuth
        extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }
}
