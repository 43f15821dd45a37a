/** The keys that sign ticket references in Message-IDs. */
package dev.mailbridge.tokenservice.mackey;
