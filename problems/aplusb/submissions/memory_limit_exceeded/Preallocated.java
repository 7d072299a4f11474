// Reserves room for a ledger that nobody could write: 1 GiB of amounts before the first line is read.
import java.util.Scanner;

public class Preallocated {
    public static void main(String[] args) {
        long[] sums = new long[1 << 27];
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        for (int i = 0; i < n; i++) sums[i] = in.nextLong() + in.nextLong();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < n; i++) out.append(sums[i]).append('\n');
        System.out.print(out);
    }
}
