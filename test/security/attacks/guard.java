// Every attack in Java starts with this: it runs nowhere but in a jail, and it ends by itself.
class Guard {
  static final int NOT_JAILED = 97, MOST_SECONDS = 20;

  static void jailed() {
    if (!"1".equals(System.getenv("JAILED")) || !new java.io.File("/gate").exists()) Runtime.getRuntime().halt(NOT_JAILED);
    Thread end = new Thread(() -> {
      try { Thread.sleep(MOST_SECONDS * 1000); } catch (InterruptedException early) { }
      Runtime.getRuntime().halt(1);
    });
    end.setDaemon(true);
    end.start();
  }
}
