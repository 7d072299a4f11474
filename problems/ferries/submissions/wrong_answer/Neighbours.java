// Counts the islands at the other end of a direct line only: no changes.
import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

public class Neighbours {
    private static final StreamTokenizer in = new StreamTokenizer(new java.io.InputStreamReader(System.in));

    public static void main(String[] args) throws IOException {
        int n = next();
        int q = next();
        long[] grain = new long[n + 1];
        List<Set<Integer>> reachable = new ArrayList<>();
        reachable.add(Set.of());
        for (int i = 1; i <= n; i++) {
            grain[i] = next();
            reachable.add(new HashSet<>(Set.of(i)));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < q; i++) {
            int kind = next();
            int u = next();
            if (kind == 1) {
                int v = next();
                reachable.get(u).add(v);
                reachable.get(v).add(u);
            } else {
                long sum = 0;
                for (int v : reachable.get(u)) sum += grain[v];
                out.append(sum).append('\n');
            }
        }
        System.out.print(out);
    }

    private static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }
}
