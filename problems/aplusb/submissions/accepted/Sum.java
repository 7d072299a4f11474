import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Sum {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringBuilder out = new StringBuilder();
        int n = Integer.parseInt(in.readLine());
        for (int i = 0; i < n; i++) {
            String line = in.readLine();
            int space = line.indexOf(' ');
            long a = Long.parseLong(line.substring(0, space));
            long b = Long.parseLong(line.substring(space + 1));
            out.append(a + b).append('\n');
        }
        System.out.print(out);
    }
}
