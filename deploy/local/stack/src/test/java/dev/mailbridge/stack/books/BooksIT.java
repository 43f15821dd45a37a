package dev.mailbridge.stack.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.stack.Checkout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BooksIT {
  @Test
  void shouldBalanceWhenEachServiceIsKilledInTurn() throws Exception {
    // Given // When
    BooksResult result = BooksRun.run(Checkout.home(), Trouble.kills(), System.out::println);
    // Then
    assertThat(result.balanced()).as(result.toString()).isTrue();
    assertThat(result.incoming().expected()).isEqualTo(200);
    assertThat(result.outgoing().expected()).isEqualTo(200);
  }

  @Test
  @Tag("nightly")
  void shouldBalanceWhenEachServiceIsReplacedByItsNextVersion() throws Exception {
    // Given // When
    BooksResult result = BooksRun.run(Checkout.home(), Trouble.upgrade(), System.out::println);
    // Then
    assertThat(result.balanced()).as(result.toString()).isTrue();
    assertThat(result.incoming().expected()).isEqualTo(100);
    assertThat(result.outgoing().expected()).isEqualTo(100);
  }
}
