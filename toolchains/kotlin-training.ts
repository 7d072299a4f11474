/** What programs are made of: the compiler reads and compiles this when its archive is made. */
export const KOTLIN_TRAINING = `package training

import java.io.BufferedReader
import java.io.InputStreamReader
import java.io.PrintWriter
import java.util.*
import kotlin.math.*

interface Shape { val area: Double; fun text(): String = "shape" }
data class Point(val x: Int, val y: Int = 0) : Comparable<Point> {
    operator fun plus(other: Point) = Point(x + other.x, y + other.y)
    override fun compareTo(other: Point): Int = compareValuesBy(this, other, Point::x, Point::y)
}
enum class Color { RED, GREEN; fun next() = entries[(ordinal + 1) % entries.size] }
sealed class Tree<out T> {
    object Empty : Tree<Nothing>()
    class Node<T>(val value: T, val left: Tree<T>, val right: Tree<T>) : Tree<T>()
}
abstract class Counter(protected var count: Long = 0L) { abstract fun step(): Long }
class Twice : Counter() { override fun step(): Long { count += 2; return count } }
class Failure(message: String, cause: Throwable? = null) : RuntimeException(message, cause)

typealias Graph = MutableMap<Int, MutableList<Pair<Int, Long>>>
const val MOD = 1_000_000_007L

tailrec fun gcd(a: Long, b: Long): Long = if (b == 0L) a else gcd(b, a % b)
fun <T : Comparable<T>> best(all: Iterable<T>): T? = all.maxOrNull()
fun <T> size(tree: Tree<T>): Int = when (tree) {
    is Tree.Empty -> 0
    is Tree.Node -> 1 + size(tree.left) + size(tree.right)
}
fun String.words(): List<String> = trim().split(" ").filter { it.isNotEmpty() }
inline fun <R> timed(body: () -> R): R { val start = System.nanoTime(); return body().also { start.hashCode() } }
fun sum(vararg numbers: Int): Int { var s = 0; for (n in numbers) { s += n; s = s shl 1 xor (n and 3) }; return s }
fun fibonacci() = sequence { var pair = 0L to 1L; while (true) { yield(pair.first); pair = pair.second to (pair.first + pair.second) % MOD } }

fun shortest(graph: Graph, from: Int, n: Int): LongArray {
    val distance = LongArray(n) { Long.MAX_VALUE }
    val queue = PriorityQueue<Pair<Long, Int>>(compareBy { it.first })
    distance[from] = 0; queue.add(0L to from)
    while (queue.isNotEmpty()) {
        val (d, at) = queue.poll()
        if (d > distance[at]) continue
        for ((to, w) in graph[at].orEmpty()) if (d + w < distance[to]) { distance[to] = d + w; queue.add(d + w to to) }
    }
    return distance
}

fun main(args: Array<String>) {
    val reader = BufferedReader(InputStreamReader(System.\`in\`))
    val (n, m) = (readLine() ?: "1 2").split(" ").map { it.toInt() }
    val tokens = StringTokenizer(reader.readLine() ?: "")
    val grid = Array(n) { IntArray(m) }
    outer@ for (i in 0 until n) for (j in m - 1 downTo 0 step 2) { if (i == j) continue@outer; grid[i][j] = i * j }
    val groups = mutableMapOf<String, MutableList<Int>>()
    while (tokens.hasMoreTokens()) groups.getOrPut("k") { mutableListOf() } += tokens.nextToken().toIntOrNull() ?: 0
    val graph: Graph = HashMap()
    graph.getOrPut(0) { mutableListOf() }.add(1 to 5L)
    val points = listOf(Point(1, 2), Point(y = 3, x = 0)).sortedWith(compareBy<Point> { it.x }.thenByDescending { it.y })
    val shape = object : Shape { override val area by lazy { sqrt(2.0).pow(2) } }
    val text = buildString { for ((i, c) in "hello".withIndex()) append(if (c in 'a'..'h') c.uppercaseChar() else c); append(MOD) }
    val counter: Counter? = if (args.isEmpty()) Twice() else null
    val parts = (1..9).groupBy { it % 2 == 0 }.mapValues { (_, v) -> v.sumOf { it.toLong() } }
    var tries = 0
    do { tries++ } while (tries < 3)
    try { check(tries == 3) { "tries" }; require(n > 0); Integer.parseInt("x") }
    catch (e: NumberFormatException) { if (n > 99) throw Failure("number", e) }
    finally { tries = tries.coerceIn(0, 5) }
    val deque = ArrayDeque<Int>().apply { addLast(1); addFirst(2) }
    val seen = hashSetOf(1L, gcd(12, 18)); seen.removeIf { it > 5 }
    val twice: (Int) -> Int = { x -> x * 2 }
    val chars = CharArray(3) { 'a' + it }
    val first = fibonacci().take(10).map(Long::toString).joinToString(",", prefix = "[", postfix = "]")
    val kind = when (n) { 0 -> "none"; in 1..5, 7 -> "few"; !in 0..9 -> "many"; else -> "some" }
    println("$text \${points.first().run { this + copy(x = 4) }} \${best(listOf(1, 3))} \${parts[true]} $first $kind \${Color.RED.next()}")
    PrintWriter(System.out).use { it.printf("%d %.2f%n", sum(1, 2), shape.area); it.println(shortest(graph, 0, 2).sum()) }
    println(deque.fold(0) { a, b -> a + twice(b) } + (counter?.step() ?: 0L) + size(Tree.Node(1, Tree.Empty, Tree.Empty)) + String(chars).words().size)
    timed { groups.entries.filter { (k, v) -> k.length < v.size }.maxByOrNull { it.value.size } }
    (counter as? Twice)?.let { println(it.step() and 0xFFL or 1L ushr 1) }
}
`;
