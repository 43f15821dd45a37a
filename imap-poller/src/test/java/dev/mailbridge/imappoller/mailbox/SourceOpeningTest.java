package dev.mailbridge.imappoller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.MailSourceFactory;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceOpeningTest {
  private final List<String> refused = new ArrayList<>();
  private final FakeTokens tokens = new FakeTokens();

  @Test
  void shouldAskForAnotherTokenInEachTryWhenTheServerRefusesThem() {
    // Given
    SourceOpening opening = new SourceOpening(List.of(new RefusingServer()), tokens, config());
    MailboxDefinition mailbox = new TestMailbox("nowhere:1", 1, Protocol.IMAP).definition();
    // When
    for (int tries = 0; tries < 2; tries++) {
      assertThatThrownBy(() -> opening.open(mailbox, null)).isInstanceOf(SourceException.class);
    }
    // Then
    assertThat(tokens.refreshes(mailbox.id())).isEqualTo(2);
    assertThat(refused).containsExactly("first", "second", "first", "second");
  }

  private static PollerConfig config() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(PollerConfig.class)
        .build()
        .getConfigMapping(PollerConfig.class);
  }

  private final class RefusingServer implements MailSourceFactory {
    @Override
    public Protocol protocol() {
      return Protocol.IMAP;
    }

    @Override
    public TokenPurpose purpose() {
      return TokenPurpose.IMAP;
    }

    @Override
    public MailSource open(MailboxDefinition mailbox, AccessToken token, ReadMemory memory) {
      refused.add(token.value());
      throw new SourceException(SourceFailure.TOKEN_REFUSED, "AUTHENTICATE failed.");
    }
  }
}
