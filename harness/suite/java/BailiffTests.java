import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test classes that its arguments name, and leaves a report, whole or not at all. */
public final class BailiffTests implements TestExecutionListener {
  private final Map<String, String[]> results = new LinkedHashMap<>();
  private final Map<String, Long> began = new LinkedHashMap<>();

  public static void main(String[] classes) throws IOException {
    StringBuilder nonce = new StringBuilder();
    for (int c; (c = System.in.read()) > ' '; ) nonce.append((char) c);
    BailiffTests listener = new BailiffTests();
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String name : classes) request.selectors(DiscoverySelectors.selectClass(name));
    LauncherFactory.create().execute(request.build(), listener);
    StringBuilder json = new StringBuilder("{\"nonce\":").append(quote(nonce.toString())).append(",\"results\":{");
    String comma = "";
    for (Map.Entry<String, String[]> each : listener.results.entrySet()) {
      String[] result = each.getValue();
      json.append(comma).append(quote(each.getKey())).append(":{\"state\":").append(quote(result[0]));
      json.append(",\"message\":").append(quote(result[1])).append(",\"ms\":").append(result[2]).append('}');
      comma = ",";
    }
    json.append("},\"complete\":true}");
    Path part = Path.of("/box/bailiff-report.json.part");
    Files.write(part, json.toString().getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE);
    Files.move(part, Path.of("/box/bailiff-report.json"));
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    began.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (test.isTest()) record(test, "skipped", reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!test.isTest()) return;
    Throwable error = result.getThrowable().orElse(null);
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) record(test, "passed", "");
    else record(test, error instanceof AssertionError ? "failed" : "error", String.valueOf(error));
  }

  /** Of a test that runs several times, with several arguments, the first failure counts. */
  private void record(TestIdentifier test, String state, String message) {
    TestSource source = test.getSource().orElse(null);
    if (!(source instanceof MethodSource)) return;
    MethodSource method = (MethodSource) source;
    String id = method.getClassName() + "." + method.getMethodName();
    String[] known = results.get(id);
    if (known != null && !known[0].equals("passed")) return;
    Long start = began.get(test.getUniqueId());
    double ms = start == null ? 0 : (System.nanoTime() - start) / 1e6;
    results.put(id, new String[] {state, message.split("\n")[0], String.valueOf(ms)});
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.substring(0, Math.min(text.length(), 500)).toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ' || c > '~') out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
