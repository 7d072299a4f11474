/* Tries: to take more memory than it may, as objects of the JVM.
 * Must: end with its memory limit, be it the JVM's own or the jail's.
 * Covers: C1
 * Limits: memoryBytes=64MiB cpuMs=8000 wallMs=15000
 * Expect: limit-exceeded/memory or exited/1 */
import java.util.ArrayList;

class Main {
  public static void main(String[] arguments) {
    Guard.jailed();
    ArrayList<byte[]> held = new ArrayList<>();
    for (int mib = 0; mib < 512; mib++) held.add(new byte[1 << 20]);
    System.exit(2);
  }
}
