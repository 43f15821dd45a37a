/** {@code ./bench soak}: an even load for hours, and whether anything grows. */
package dev.mailbridge.stack.soak;
