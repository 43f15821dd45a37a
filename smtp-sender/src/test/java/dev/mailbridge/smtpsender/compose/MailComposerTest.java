package dev.mailbridge.smtpsender.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MailComposerTest {
  private static final MailFacts FACTS =
      new MailFacts(
          MailAddress.of("Contoso Desk – Ümläute", "desk@contoso.example"),
          null,
          "<mb1.VDE.aaaaaaaaaaaaaaaa.k1.mac@contoso.example>",
          Instant.parse("2026-03-03T08:00:00Z"),
          List.of());

  private final MailComposer composer =
      new MailComposer(
          ref -> new ByteArrayInputStream(ref.value().getBytes(StandardCharsets.UTF_8)));

  @Test
  void shouldHaveNoBccHeaderWhenThereAreHiddenRecipients() throws Exception {
    // When
    ReceivedMail mail =
        compose(
            "\"to\": [{\"address\": \"a@example.com\"}], \"bcc\": [{\"address\": \"h@example.com\"}]");

    // Then
    assertThat(mail.text()).doesNotContainIgnoringCase("bcc").doesNotContain("h@example.com");
  }

  @Test
  void shouldEncodeSubjectAndNamesWhenTheyAreNotAscii() throws Exception {
    // When
    ReceivedMail mail =
        compose(
            """
            "to": [{"name": "Jürgen \\"J\\" Groß", "address": "j@groß.example"}],
            "subject": "नमस्ते, Grüße und ein sehr langer Betreff, der über mehrere Zeilen gehen muss"
            """);

    // Then
    MimeMessage message = parse(mail);
    assertThat(mail.text().split("\r\n\r\n", 2)[0]).isASCII();
    assertThat(message.getSubject())
        .isEqualTo("नमस्ते, Grüße und ein sehr langer Betreff, der über mehrere Zeilen gehen muss");
    InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
    assertThat(to.getPersonal()).isEqualTo("Jürgen \"J\" Groß");
    assertThat(to.getAddress()).isEqualTo("j@xn--gro-7ka.example");
    assertThat(((InternetAddress) message.getFrom()[0]).getPersonal())
        .isEqualTo("Contoso Desk – Ümläute");
  }

  @Test
  void shouldPutOwnIdLastInReferences() throws Exception {
    // When
    ReceivedMail mail =
        compose("\"inReplyTo\": [\"<b@c>\"], \"references\": [\"<a@c>\", \"<b@c>\"]");

    // Then
    assertThat(mail.header("In-Reply-To")).isEqualTo("<b@c>");
    assertThat(mail.header("References")).isEqualTo("<a@c> <b@c> " + FACTS.messageId());
    assertThat(mail.header("Message-ID")).isEqualTo(FACTS.messageId());
    assertThat(mail.header("Date")).startsWith("Tue, 3 Mar 2026 08:00:00 +0000");
  }

  @Test
  void shouldStopAnswersWhenMailIsAutomatic() throws Exception {
    // When
    ReceivedMail reply = compose("\"kind\": \"reply\"");
    ReceivedMail notification = compose("\"kind\": \"notification\"");
    ReceivedMail autoReply = compose("\"kind\": \"auto-reply\"");

    // Then
    assertThat(reply.header("Auto-Submitted")).isNull();
    assertThat(notification.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(autoReply.header("Auto-Submitted")).isEqualTo("auto-replied");
    assertThat(autoReply.header("X-Auto-Response-Suppress")).isEqualTo("All");
  }

  @Test
  void shouldNestPartsAsClientsExpectWhenThereAreImagesAndFiles() throws Exception {
    // When
    ReceivedMail mail =
        compose(
            """
            "text": null, "html": "<p>Grüße <img src=\\"cid:logo\\"></p>",
            "attachments": [
              {"filename": "logo.png", "contentType": "image/png", "inline": true,
               "contentId": "logo", "data": "iVBORw0KGgo="},
              {"filename": "Grüße.pdf", "contentType": "application/pdf", "content": "ref-1"}]
            """);

    // Then
    MimeMessage message = parse(mail);
    assertThat(tree(message))
        .isEqualTo(
            "multipart/mixed(multipart/alternative(text/plain multipart/related(text/html"
                + " image/png)) application/pdf)");
    Part file = ((Multipart) message.getContent()).getBodyPart(1);
    assertThat(file.getFileName()).isEqualTo("Grüße.pdf");
    assertThat(file.getInputStream().readAllBytes()).asString().isEqualTo("ref-1");
    Part plain =
        ((Multipart) ((Multipart) message.getContent()).getBodyPart(0).getContent()).getBodyPart(0);
    assertThat(plain.getContent().toString()).contains("Grüße");
    assertThat(plain.getContentType()).contains("format=flowed");
  }

  @Test
  void shouldHaveOnlyShortLinesWhenHtmlIsOneLongLine() throws Exception {
    // When
    ReceivedMail mail = compose("\"html\": \"%s\"".formatted("<p>word</p>".repeat(500)));

    // Then
    assertThat(mail.text().split("\r\n")).allMatch(line -> line.length() <= 998);
    assertThat(mail.text()).endsWith("\r\n");
  }

  @Test
  void shouldFoldOwnHeadersWhenTheyAreLong() throws Exception {
    // When
    ReceivedMail mail =
        compose("\"headers\": {\"X-Ticket\": \"%s\"}".formatted("Größe ".repeat(40)));

    // Then
    assertThat(mail.text().split("\r\n\r\n", 2)[0]).isASCII();
    assertThat(mail.text().split("\r\n")).allMatch(line -> line.length() <= 998);
    assertThat(parse(mail).getHeader("X-Ticket")).hasSize(1);
  }

  private ReceivedMail compose(String members) throws Exception {
    String to = members.contains("\"to\"") ? "" : ", \"to\": [{\"address\": \"a@example.com\"}]";
    String text = members.contains("\"text\"") ? "" : ", \"text\": \"x\"";
    String json = "{\"id\": \"1\", \"mailboxId\": \"desk\"%s%s, %s}".formatted(to, text, members);
    OutgoingMail mail =
        ContractJson.read(json.getBytes(StandardCharsets.UTF_8), OutgoingMail.class);
    assertThat(CommandCheck.check(mail)).isEmpty();
    try (ComposedMail composed = composer.compose(mail, FACTS)) {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      composed.content().writeTo(octets);
      assertThat(composed.content().size()).isEqualTo(octets.size());
      return new ReceivedMail("", List.of(), octets.toByteArray());
    }
  }

  private static MimeMessage parse(ReceivedMail mail) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(mail.raw()));
  }

  private static String tree(Part part) throws Exception {
    String type = part.getContentType().split(";")[0].strip().toLowerCase(Locale.ROOT);
    if (!(part.getContent() instanceof Multipart multipart)) {
      return type;
    }
    StringBuilder children = new StringBuilder();
    for (int i = 0; i < multipart.getCount(); i++) {
      children.append(i == 0 ? "" : " ").append(tree(multipart.getBodyPart(i)));
    }
    return type + "(" + children + ")";
  }
}
