package dev.mailbridge.benchmarks.parse;

import dev.mailbridge.mailparse.MailParser;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Each reads all that the library gives of the mail: headers, text, files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend =
        "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider")
public class ParseBenchmark {
  @Param({"TEXT_5K", "MULTIPART_50K", "ATTACHMENT_5M"})
  public String mail;

  private final MailParser parser = new MailParser();
  private final Session session = Session.getInstance(new Properties());
  private byte[] raw;

  @Setup
  public void compose() {
    raw = SampleMail.valueOf(mail).octets();
  }

  @Benchmark
  public Object mailParse() {
    return parser.parse(raw);
  }

  @Benchmark
  public void angus(Blackhole hole) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(raw));
    hole.consume(message.getSubject());
    hole.consume(message.getFrom());
    hole.consume(message.getAllRecipients());
    hole.consume(message.getSentDate());
    hole.consume(message.getMessageID());
    read(message, hole);
  }

  private static void read(Part part, Blackhole hole) throws MessagingException, IOException {
    if (part.isMimeType("multipart/*")) {
      Multipart multipart = (Multipart) part.getContent();
      for (int i = 0; i < multipart.getCount(); i++) {
        read(multipart.getBodyPart(i), hole);
      }
    } else if (part.isMimeType("text/*")) {
      hole.consume(part.getContent());
    } else {
      hole.consume(part.getFileName());
      hole.consume(part.getInputStream().readAllBytes());
    }
  }

  @Benchmark
  public void mime4j(Blackhole hole) throws IOException {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
    Message message = builder.parseMessage(new ByteArrayInputStream(raw));
    hole.consume(message.getSubject());
    hole.consume(message.getFrom());
    hole.consume(message.getTo());
    hole.consume(message.getDate());
    hole.consume(message.getMessageId());
    read(message, hole);
    message.dispose();
  }

  private static void read(Entity entity, Blackhole hole) throws IOException {
    Body body = entity.getBody();
    switch (body) {
      case org.apache.james.mime4j.dom.Multipart multipart -> {
        for (Entity part : multipart.getBodyParts()) {
          read(part, hole);
        }
      }
      case TextBody text -> {
        try (Reader reader = text.getReader()) {
          hole.consume(reader.transferTo(Writer.nullWriter()));
        }
      }
      case BinaryBody binary -> {
        hole.consume(entity.getFilename());
        hole.consume(binary.getInputStream().readAllBytes());
      }
      default -> hole.consume(body);
    }
  }
}
