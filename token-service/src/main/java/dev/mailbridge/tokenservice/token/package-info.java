/** Access tokens: cached, renewed ahead, refreshed once however many ask. */
package dev.mailbridge.tokenservice.token;
