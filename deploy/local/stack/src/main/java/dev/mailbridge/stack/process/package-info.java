/** Child processes: started with a log of their own, watched, started again, ended in time. */
package dev.mailbridge.stack.process;
