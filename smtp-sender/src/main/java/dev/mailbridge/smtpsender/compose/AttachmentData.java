package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.OutgoingMail;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;

/** An attachment's octets, streamed. */
record AttachmentData(OutgoingMail.Attachment attachment, AttachmentSource source)
    implements DataSource {
  @Override
  public InputStream getInputStream() throws IOException {
    return attachment.data() == null
        ? source.open(attachment.content())
        : new ByteArrayInputStream(Base64.getMimeDecoder().decode(attachment.data()));
  }

  @Override
  public OutputStream getOutputStream() {
    throw new UnsupportedOperationException("attachments are read only");
  }

  @Override
  public String getContentType() {
    String type = attachment.contentType();
    // A mail inside a mail may not be encoded (RFC 2046 section 5.2.1) but may hold 8-bit lines.
    return type == null || type.startsWith("message/") || type.startsWith("multipart/")
        ? "application/octet-stream"
        : type;
  }

  @Override
  public String getName() {
    return attachment.filename();
  }
}
