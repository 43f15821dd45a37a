/** The structure of a mail: parts, headers, parameters and transfer encodings, in one pass. */
package dev.mailbridge.mailparse.mime;
