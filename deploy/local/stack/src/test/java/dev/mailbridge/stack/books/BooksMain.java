package dev.mailbridge.stack.books;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program behind {@code ./run books}. */
public final class BooksMain {
  private BooksMain() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(System.getProperty("mail-bridge.home", "")).toAbsolutePath();
    try {
      BooksResult result = BooksRun.run(home, Trouble.kills(), System.err::println);
      System.out.println(new String(ContractJson.write(result), StandardCharsets.UTF_8));
      System.exit(result.balanced() ? 0 : 1);
    } catch (StackException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
