/* Tries: to break who handles the compiler's files by their names: a class with a name of 250 letters, and odd ones.
 * Must: be compiled and run, or refused by the compiler.
 * Covers: M10
 * Compile: wallMs=20000
 * Limits: cpuMs=8000 wallMs=15000
 * Expect: exited/0 or compile-failed */
class Main {
  static class LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong { }
  static class $1$ { class __proto__ { } class con$tructor { } }

  public static void main(String[] arguments) {
    Guard.jailed();
    System.exit(new $1$() == null ? 1 : 0);
  }
}
