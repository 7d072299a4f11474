import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

public class Ferries {
    private static final InputStream in = new BufferedInputStream(System.in, 1 << 16);

    public static void main(String[] args) throws IOException {
        int n = readInt();
        int q = readInt();
        long[] total = new long[n + 1];
        int[] parent = new int[n + 1];
        int[] size = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            total[i] = readInt();
            parent[i] = i;
            size[i] = 1;
        }
        StringBuilder out = new StringBuilder();
        while (q-- > 0) {
            int kind = readInt();
            int u = find(parent, readInt());
            if (kind == 2) {
                out.append(total[u]).append('\n');
                continue;
            }
            int v = find(parent, readInt());
            if (u == v) continue;
            int large = size[u] < size[v] ? v : u;
            int small = large == u ? v : u;
            parent[small] = large;
            size[large] += size[small];
            total[large] += total[small];
        }
        System.out.print(out);
    }

    private static int find(int[] parent, int u) {
        while (parent[u] != u) u = parent[u] = parent[parent[u]];
        return u;
    }

    private static int readInt() throws IOException {
        int c = in.read();
        while (c < '0') c = in.read();
        int value = 0;
        for (; c >= '0'; c = in.read()) value = 10 * value + c - '0';
        return value;
    }
}
