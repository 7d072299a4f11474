// Integer.parseInt throws NumberFormatException beyond 31 bits.
import java.util.Scanner;

public class Integers {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = Integer.parseInt(in.next());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int a = Integer.parseInt(in.next());
            int b = Integer.parseInt(in.next());
            out.append((long) a + b).append('\n');
        }
        System.out.print(out);
    }
}
