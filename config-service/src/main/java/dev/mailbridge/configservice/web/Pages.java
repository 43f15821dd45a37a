package dev.mailbridge.configservice.web;

/**
 * Where a list's page stands among the others.
 *
 * @param count how many are on this page
 * @param number from 0
 */
public record Pages(int count, long total, int number, int size) {
  public boolean hasPrevious() {
    return number > 0;
  }

  public boolean hasNext() {
    return (number + 1L) * size < total;
  }

  public long from() {
    return count == 0 ? 0 : (long) number * size + 1;
  }

  public long to() {
    return (long) number * size + count;
  }

  public int previous() {
    return number - 1;
  }

  public int next() {
    return number + 1;
  }
}
