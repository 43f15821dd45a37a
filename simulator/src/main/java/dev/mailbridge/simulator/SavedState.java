package dev.mailbridge.simulator;

import dev.mailbridge.simulator.directory.DirectoryContent;
import dev.mailbridge.simulator.entra.RefreshTokens;
import dev.mailbridge.simulator.mail.MailboxContent;
import java.time.Duration;
import java.util.List;

/**
 * The state folder's {@code state.json}.
 *
 * @param cleanEnd false while the simulator runs: after a kill the last second may be missing
 */
record SavedState(
    boolean cleanEnd,
    Duration clockOffset,
    Behaviour behaviour,
    DirectoryContent directory,
    List<RefreshTokens.Grant> refreshTokens,
    List<MailboxContent> mailboxes) {}
