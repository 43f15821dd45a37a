package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.ConnectionSecurity;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where and how to connect.
 *
 * @param timeout for connecting and for every answer but the one to the mail itself
 * @param answerTimeout for the answer to the final dot: RFC 5321 section 4.5.3.2.6 asks for ten
 *     minutes
 */
record SmtpEndpoint(
    String host,
    int port,
    ConnectionSecurity security,
    SSLSocketFactory tls,
    Duration timeout,
    Duration answerTimeout) {}
