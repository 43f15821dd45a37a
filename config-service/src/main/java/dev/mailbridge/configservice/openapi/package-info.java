/** What the OpenAPI document shows beyond what the code says. */
package dev.mailbridge.configservice.openapi;
