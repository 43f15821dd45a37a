package dev.mailbridge.simulator.imap;

import java.io.IOException;

/** One command. It writes its untagged answers and returns the text after the tag. */
@FunctionalInterface
interface ImapCommand {
  String run(ImapSession session, ImapArguments arguments) throws IOException;
}
