/* Tries: to have the compiler run its code: a processor of annotations that is found by its name.
 * Must: have none of it run: processors are off.
 * Covers: M8
 * Compile: wallMs=20000
 * Limits: cpuMs=8000 wallMs=15000
 * Expect: exited/0 */
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

class Main {
  public static void main(String[] arguments) {
    Guard.jailed();
    System.exit(new java.io.File("/box/processed").exists() ? 1 : 0);
  }
}

@SupportedAnnotationTypes("*")
class Evil extends AbstractProcessor {
  @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
    try { new java.io.FileWriter("/box/processed").close(); } catch (java.io.IOException failed) { }
    for (;;) { }
  }
}
