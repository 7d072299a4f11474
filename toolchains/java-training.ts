/** What programs are made of: javac reads and compiles this when its archive is made. Java 11, as the recipe's oldest. */
export const JAVA_TRAINING = `import java.io.*;
import java.math.BigInteger;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Training {
  interface Shape { double area(); default String text() { return "shape"; } }
  enum Color { RED, GREEN; Color next() { return values()[(ordinal() + 1) % values().length]; } }
  static abstract class Node<T extends Comparable<T>> implements Comparable<Node<T>> {
    protected final T value; private int[] counts = new int[10];
    Node(T value) { this.value = value; }
    @Override public int compareTo(Node<T> other) { return value.compareTo(other.value); }
    @Override public boolean equals(Object o) { return o instanceof Node && ((Node<?>) o).value.equals(value); }
    @Override public int hashCode() { return Objects.hash(value); }
    @Override public String toString() { return "Node(" + value + ")" + counts.length; }
  }
  static final class Leaf extends Node<String> { Leaf(String s) { super(s); } }
  static class Failure extends RuntimeException { Failure(String m, Throwable t) { super(m, t); } }
  static <T extends Comparable<T>> T best(Collection<? extends T> all) {
    T best = null;
    for (T one : all) if (best == null || one.compareTo(best) > 0) best = one;
    return best;
  }
  static long gcd(long a, long b) { return b == 0 ? a : gcd(b, a % b); }
  static int sum(int... numbers) { int s = 0; for (int n : numbers) { s += n; s <<= 1; s ^= n & 3; } return s; }

  public static void main(String[] args) throws Exception {
    Scanner scanner = new Scanner(System.in);
    BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
    StringTokenizer tokens = new StringTokenizer("1 2 3");
    Map<String, List<Integer>> groups = new HashMap<>();
    while (tokens.hasMoreTokens()) groups.computeIfAbsent("k", k -> new ArrayList<>()).add(Integer.parseInt(tokens.nextToken()));
    int[][] grid = new int[3][4];
    for (int i = 0; i < grid.length; i++) for (int j = 0; j < grid[i].length; j++) grid[i][j] = i * j;
    char[] letters = "hello".toCharArray();
    Arrays.sort(letters);
    StringBuilder out = new StringBuilder();
    outer:
    for (var entry : new TreeMap<>(groups).entrySet()) {
      switch (entry.getKey()) { case "k": out.append(entry.getValue()); break; default: continue outer; }
      do { out.append(' '); } while (out.length() < 5);
    }
    try (StringReader text = new StringReader("x")) { text.read(); if (scanner.hasNextInt()) scanner.nextInt(); }
    catch (IOException | IllegalStateException e) { throw new Failure("read", e); }
    finally { out.append(String.format("%d %.2f %s%n", sum(1, 2), Math.sqrt(2), Color.RED.next())); }
    PriorityQueue<Node<String>> queue = new PriorityQueue<>(Comparator.reverseOrder());
    Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2, 3));
    Set<Long> seen = new HashSet<>(Arrays.asList(1L, gcd(12, 18)));
    queue.add(new Leaf("a")); deque.pollFirst(); seen.remove(1L);
    Shape shape = new Shape() { public double area() { return 2.0; } };
    Function<Integer, Integer> twice = x -> x * 2;
    BiFunction<Integer, Integer, Integer> plus = Integer::sum;
    Supplier<List<String>> make = ArrayList::new;
    Optional<String> first = Stream.of("b", "a").filter(s -> !s.isEmpty()).map(String::toUpperCase).sorted().findFirst();
    String joined = IntStream.rangeClosed(1, 5).boxed().map(twice).map(String::valueOf).collect(Collectors.joining(","));
    Map<Boolean, Long> parts = Stream.iterate(1, x -> x + 1).limit(9).collect(Collectors.partitioningBy(x -> x % 2 == 0, Collectors.counting()));
    Thread worker = new Thread(() -> { synchronized (out) { out.append(first.orElse("none")); } });
    worker.start(); worker.join();
    long big = 1_000_000_007L; double ratio = big > 0 ? (double) big / 3 : 0; byte small = (byte) big; big >>>= 2;
    BigInteger power = BigInteger.TWO.pow(100).mod(BigInteger.valueOf(97));
    PrintWriter writer = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out)));
    writer.println(out + joined + parts + best(List.of(1, 3)) + shape.area() + plus.apply(1, 2) + make.get() + power + ratio + small);
    writer.printf("%s %d%n", shape.text(), deque.size());
    writer.flush();
    assert seen.size() == 1 : "size";
    if (args.length > 99) throw new Failure("never", null);
  }
}
`;
