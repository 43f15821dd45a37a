package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.io.InputStream;

/** Where attachments given by reference are read. */
@FunctionalInterface
public interface AttachmentSource {
  /**
   * @throws IOException when the content can't be read now, or is not there
   */
  InputStream open(ContentRef ref) throws IOException;
}
