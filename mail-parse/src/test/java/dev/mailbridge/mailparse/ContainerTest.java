package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** winmail.dat, S/MIME and PGP. */
class ContainerTest {

  private static ParsedMail base64Part(String contentType, byte[] octets) {
    return Mails.parse(
        "Content-Type: " + contentType,
        "Content-Transfer-Encoding: base64",
        "",
        Base64.getMimeEncoder().encodeToString(octets));
  }

  private static byte[] tlv(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] one : contents) {
      content.writeBytes(one);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.size() >> 8);
    out.write(content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] pkcs7(int type) {
    return new byte[] {
      6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 7, (byte) type
    };
  }

  @Test
  void shouldShowTheContentWhenItIsSignedInside() {
    byte[] inner = Mails.octets("Content-Type: text/plain", "", "signed words");
    byte[] signed =
        tlv(
            0x30,
            pkcs7(2),
            tlv(
                0xA0,
                tlv(
                    0x30,
                    new byte[] {2, 1, 1},
                    tlv(0x31),
                    tlv(0x30, pkcs7(1), tlv(0xA0, tlv(0x04, inner))))));

    ParsedMail mail =
        base64Part("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", signed);

    assertThat(mail.text()).isEqualTo("signed words");
    assertThat(mail.security()).isEqualTo(new ParsedMail.Security("smime", true, false));
    assertThat(mail.attachments()).extracting("filename").containsExactly("smime.p7m");
  }

  @Test
  void shouldShowTheContentWhenItIsSignedInIndefiniteLengths() {
    byte[] inner = Mails.octets("Content-Type: text/plain", "", "in two pieces");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x30, (byte) 0x80});
    out.writeBytes(pkcs7(2));
    out.writeBytes(new byte[] {(byte) 0xA0, (byte) 0x80, 0x30, (byte) 0x80, 2, 1, 1, 0x31, 0});
    out.writeBytes(new byte[] {0x30, (byte) 0x80});
    out.writeBytes(pkcs7(1));
    out.writeBytes(new byte[] {(byte) 0xA0, (byte) 0x80, 0x24, (byte) 0x80});
    out.writeBytes(tlv(0x04, java.util.Arrays.copyOf(inner, 10)));
    out.writeBytes(tlv(0x04, java.util.Arrays.copyOfRange(inner, 10, inner.length)));
    out.writeBytes(new byte[12]);

    ParsedMail mail = base64Part("application/x-pkcs7-mime; name=smime.p7m", out.toByteArray());

    assertThat(mail.text()).isEqualTo("in two pieces");
    assertThat(mail.security().signed()).isTrue();
  }

  @Test
  void shouldKeepTheMailWholeWhenItIsEncrypted() {
    byte[] enveloped = tlv(0x30, pkcs7(3), tlv(0xA0, tlv(0x30, new byte[] {2, 1, 0})));

    ParsedMail mail = base64Part("application/pkcs7-mime; smime-type=enveloped-data", enveloped);

    assertThat(mail.security()).isEqualTo(new ParsedMail.Security("smime", false, true));
    assertThat(mail.attachments())
        .extracting("contentType")
        .containsExactly("application/pkcs7-mime");
    assertThat(mail.attachments().getFirst().octets().toByteArray()).isEqualTo(enveloped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/pkcs7-signature", "application/pgp-signature"})
  void shouldShowTheContentAndKeepTheSignatureWhenTheyStandSideBySide(String protocol) {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/signed; protocol=\"" + protocol + "\"; boundary=s",
            "",
            "--s",
            "Content-Type: text/plain",
            "",
            "signed words",
            "--s",
            "Content-Type: " + protocol,
            "",
            "SIGNATURE",
            "--s--");

    assertThat(mail.text()).isEqualTo("signed words");
    assertThat(mail.security().signed()).isTrue();
    assertThat(mail.security().kind()).isEqualTo(protocol.contains("pgp") ? "pgp" : "smime");
    assertThat(mail.attachments()).hasSize(1);
  }

  @Test
  void shouldFlagPgpWhenTheMailIsEncrypted() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e",
            "",
            "--e",
            "Content-Type: application/pgp-encrypted",
            "",
            "Version: 1",
            "--e",
            "Content-Type: application/octet-stream; name=encrypted.asc",
            "",
            "-----BEGIN PGP MESSAGE-----",
            "--e--");

    assertThat(mail.security()).isEqualTo(new ParsedMail.Security("pgp", false, true));
    assertThat(mail.attachments()).hasSize(2);
    assertThat(Mails.parse("Subject: x", "", "-----BEGIN PGP MESSAGE-----").security().encrypted())
        .isTrue();
  }

  private static byte[] tnef(byte[]... attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0});
    for (byte[] attribute : attributes) {
      out.writeBytes(attribute);
    }
    return out.toByteArray();
  }

  private static byte[] attribute(int level, int id, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(level);
    out.writeBytes(int32(id | 6 << 16));
    out.writeBytes(int32(data.length));
    out.writeBytes(data);
    out.writeBytes(new byte[2]);
    return out.toByteArray();
  }

  private static byte[] int32(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  private static byte[] property(int type, int id, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(int32(type | id << 16));
    out.writeBytes(int32(1));
    out.writeBytes(int32(value.length));
    out.writeBytes(value);
    out.writeBytes(new byte[(4 - value.length % 4) % 4]);
    return out.toByteArray();
  }

  private static byte[] properties(byte[]... all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(int32(all.length));
    for (byte[] one : all) {
      out.writeBytes(one);
    }
    return out.toByteArray();
  }

  @Test
  void shouldReadMapiPropertiesWhenOutlookWritesHtmlAndLongNames() {
    byte[] stream =
        tnef(
            attribute(
                1,
                0x9003,
                properties(
                    property(
                        0x102, 0x1013, "<p>rich text</p>".getBytes(StandardCharsets.US_ASCII)))),
            attribute(2, 0x9002, new byte[14]),
            attribute(2, 0x8010, "SHORT~1.TXT\0".getBytes(StandardCharsets.US_ASCII)),
            attribute(2, 0x800F, "file".getBytes(StandardCharsets.US_ASCII)),
            attribute(
                2,
                0x9005,
                properties(
                    property(0x1F, 0x3707, "Größe.txt\0".getBytes(StandardCharsets.UTF_16LE)),
                    property(0x1E, 0x370E, "text/x-log\0".getBytes(StandardCharsets.US_ASCII)))));

    ParsedMail mail = base64Part("application/ms-tnef; name=winmail.dat", stream);

    assertThat(mail.html()).isEqualTo("<p>rich text</p>");
    assertThat(mail.text()).isEqualTo("rich text");
    assertThat(mail.attachments()).extracting("filename").containsExactly("Größe.txt");
    assertThat(mail.attachments()).extracting("contentType").containsExactly("text/x-log");
    assertThat(mail.attachments()).extracting("size").containsExactly(4L);
  }

  private static ParsedMail rtf(String rtf) {
    byte[] plain = rtf.getBytes(Charset.forName("windows-1252"));
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    stored.writeBytes(int32(plain.length + 12));
    stored.writeBytes(int32(plain.length));
    stored.writeBytes(int32(0x414C454D));
    stored.writeBytes(int32(0));
    stored.writeBytes(plain);
    return base64Part(
        "application/ms-tnef; name=winmail.dat",
        tnef(attribute(1, 0x9003, properties(property(0x102, 0x1009, stored.toByteArray())))));
  }

  @Test
  void shouldReadRtfWhenTheTextIsNothingElse() {
    ParsedMail mail =
        rtf(
            "{\\r"
                + "tf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\pard"
                + " Gr\\'fc\\'dfe \\u8364? 5\\par second \\{line\\}\\tab x\\par}");

    assertThat(mail.text()).isEqualTo("Grüße € 5\nsecond {line}\tx");
    assertThat(mail.html()).isNull();
  }

  @Test
  void shouldUnwrapTheHtmlWhenRtfHoldsIt() {
    ParsedMail mail =
        rtf(
            "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\pard \\htmlrtf0 hello"
                + " {\\*\\htmltag84 <b>}\\htmlrtf {\\b\\htmlrtf0 world\\htmlrtf }\\htmlrtf0"
                + "{\\*\\htmltag92 </b>}{\\*\\htmltag72 </p>}}");

    assertThat(mail.html()).isEqualTo("<p>hello <b>world</b></p>");
    assertThat(mail.text()).isEqualTo("hello world");
  }

  @Test
  void shouldUnpackRtfWhenItIsCompressed() {
    // The example of MS-OXRTFCP section 3.1.1.1
    byte[] compressed =
        java.util.HexFormat.of()
            .parseHex(
                "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c"
                    + "647d0a800fa0");

    ParsedMail mail =
        base64Part(
            "application/ms-tnef; name=winmail.dat",
            tnef(attribute(1, 0x9003, properties(property(0x102, 0x1009, compressed)))));

    assertThat(mail.text()).isEqualTo("hello world");
  }
}
