// readLine() throws a checked exception that main() neither catches nor declares.
import java.io.BufferedReader;
import java.io.InputStreamReader;

public class Checked {
    public static void main(String[] args) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        for (int i = 0; i < n; i++) {
            String[] pair = in.readLine().split(" ");
            System.out.println(Long.parseLong(pair[0]) + Long.parseLong(pair[1]));
        }
    }
}
