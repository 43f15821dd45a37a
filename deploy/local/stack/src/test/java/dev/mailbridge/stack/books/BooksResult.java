package dev.mailbridge.stack.books;

import dev.mailbridge.testkit.books.Audit;

/**
 * @param unreported replies that no report said to be sent
 * @param kills how many times a service was ended
 * @param logs where they lie when the books don't balance, else null
 */
record BooksResult(
    String name,
    boolean balanced,
    Audit incoming,
    Audit outgoing,
    int unreported,
    int kills,
    long seconds,
    String logs) {}
