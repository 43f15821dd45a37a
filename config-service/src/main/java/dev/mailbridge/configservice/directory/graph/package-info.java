/** Reads users and groups from Microsoft Graph, page by page. */
package dev.mailbridge.configservice.directory.graph;
