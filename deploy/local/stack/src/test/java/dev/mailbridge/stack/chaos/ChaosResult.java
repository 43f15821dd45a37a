package dev.mailbridge.stack.chaos;

import dev.mailbridge.testkit.books.Audit;
import java.util.List;

/**
 * @param uncertain replies that are held for a person: they may be missing at the customer, and may
 *     have come there once
 * @param withoutOutcome replies of which no report says that they were sent or are held
 * @param leaks where a secret was found; never the secret
 * @param logs where they lie when something is wrong, else null
 */
record ChaosResult(
    String name,
    long seed,
    boolean balanced,
    Audit incoming,
    Audit outgoing,
    int uncertain,
    int withoutOutcome,
    List<String> leaks,
    List<String> plan,
    long seconds,
    String logs) {}
