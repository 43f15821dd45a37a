package dev.mailbridge.stack.chaos;

/**
 * How far the books were at one moment.
 *
 * @param second since the load began
 * @param in mails that the server took
 * @param answered those that a read-committed reader saw and answered
 * @param sent replies that were reported sent
 */
record Sample(double second, int in, int answered, int sent) {}
