/* Tries: to burn more CPU time than it may in threads of the JVM.
 * Must: be charged for the sum of all threads.
 * Covers: A2
 * Limits: cpuMs=900 wallMs=9000
 * Expect: limit-exceeded/cpu */
class Main {
  static volatile long sink;

  public static void main(String[] arguments) {
    Guard.jailed();
    for (int i = 0; i < 4; i++) new Thread(() -> { for (;;) sink++; }).start();
  }
}
