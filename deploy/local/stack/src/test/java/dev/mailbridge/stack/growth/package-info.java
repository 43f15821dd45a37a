/** {@code ./bench growth}: whether a mail costs more where there are more of everything. */
package dev.mailbridge.stack.growth;
