/** Projects, the places that take mail, and their topics. */
package dev.mailbridge.configservice.project;
