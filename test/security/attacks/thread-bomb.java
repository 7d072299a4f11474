/* Tries: to start threads of the JVM until the machine starves.
 * Must: be refused; the limit on processes counts threads.
 * Covers: D3
 * Needs: cgroup
 * Limits: processes=64 cpuMs=8000 wallMs=15000
 * Expect: exited/0 or exited/1 or limit-exceeded/memory */
class Main {
  public static void main(String[] arguments) {
    Guard.jailed();
    int made = 0;
    try {
      for (; made < 500; made++) {
        Thread thread = new Thread(() -> { try { Thread.sleep(15000); } catch (InterruptedException end) { } });
        thread.setDaemon(true);
        thread.start();
      }
    } catch (OutOfMemoryError refused) {
      Runtime.getRuntime().halt(made < 64 ? 0 : 2);
    }
    Runtime.getRuntime().halt(3);
  }
}
