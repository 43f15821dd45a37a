package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.delivery.SendingWork.Ended;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMailFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedStepsTest {
  private static final StoredMail MAIL =
      StoredMailFixture.sending(Instant.EPOCH, "a@customer.example");
  private static final Ended GOOD = new Ended(MAIL, null, null);
  private static final Ended BAD = new Ended(MAIL, null, "bad");

  private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Integer> transactions = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final SharedSteps steps = new SharedSteps(this::transaction, null);

  /** The first one lasts until it may end. */
  private List<StoredMail> transaction(List<Ended> ended, MailboxDefinition mailbox, int claims) {
    if (begun.getCount() > 0) {
      begun.countDown();
      end.join();
    }
    if (ended.contains(BAD)) {
      throw new IllegalStateException("can't be stored");
    }
    transactions.add(claims);
    return claims > 1 ? List.of(MAIL) : List.of();
  }

  @AfterEach
  void close() {
    lanes.close();
  }

  @Test
  void shouldBeOneTransactionForAllWhoCameWhileAnotherRan() throws Exception {
    // Given
    Future<Optional<StoredMail>> first = lanes.submit(() -> steps.next(Optional.empty(), true));
    begun.await();

    // When
    List<Future<Optional<StoredMail>>> others =
        List.of(
            lanes.submit(() -> steps.next(Optional.of(GOOD), true)),
            lanes.submit(() -> steps.next(Optional.empty(), true)),
            lanes.submit(() -> steps.next(Optional.of(GOOD), false)));
    await().until(() -> steps.gathered() == 3);
    end.complete(null);

    // Then: there was one mail for the two that wanted one
    assertThat(first.get()).isEmpty();
    int mails = 0;
    for (Future<Optional<StoredMail>> other : others) {
      mails += other.get().isPresent() ? 1 : 0;
    }
    assertThat(mails).isEqualTo(1);
    assertThat(transactions).containsExactly(1, 2);
  }

  @Test
  void shouldKeepNobodyElseWhenOneCannotBeStored() throws Exception {
    // Given
    Future<Optional<StoredMail>> first = lanes.submit(() -> steps.next(Optional.empty(), true));
    begun.await();

    // When
    Future<Optional<StoredMail>> good = lanes.submit(() -> steps.next(Optional.of(GOOD), false));
    Future<Optional<StoredMail>> bad = lanes.submit(() -> steps.next(Optional.of(BAD), false));
    await().until(() -> steps.gathered() == 2);
    end.complete(null);

    // Then
    assertThat(first.get()).isEmpty();
    assertThat(good.get()).isEmpty();
    assertThatThrownBy(bad::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(transactions).containsExactly(1, 0);
  }
}
