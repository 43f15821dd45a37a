/** The page that measurements and fault runs write with {@code --html}. */
package dev.mailbridge.testkit.report;
