/**
 * {@code ./chaos}: a plan of faults drawn from a seed strikes the local stack while mails come in
 * and are answered; at the end the books must balance and no secret may have left its home.
 */
package dev.mailbridge.stack.chaos;
