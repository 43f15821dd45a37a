package dev.mailbridge.stack.local;

/** How the stack's Java programs start. */
public enum StartUp {
  /** With the ahead-of-time caches that were trained, where there are some. */
  CACHED,
  /** Writing those caches at their end: slower, and some seconds to stop. */
  TRAINING
}
