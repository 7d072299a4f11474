/** What programs are made of: the compiler reads and compiles this when its archive is made. */
export const SCALA_TRAINING = `package training

import java.io.{BufferedReader, InputStreamReader, PrintWriter}
import java.util.StringTokenizer
import scala.annotation.tailrec
import scala.collection.mutable
import scala.io.StdIn
import scala.util.{Failure, Success, Try, Using}

trait Shape { def area: Double; def text: String = "shape" }
case class Point(x: Int, y: Int = 0) extends Ordered[Point] {
  def +(other: Point): Point = Point(x + other.x, y + other.y)
  def compare(other: Point): Int = x.compare(other.x)
}
enum Color:
  case Red, Green
  def next: Color = Color.fromOrdinal((ordinal + 1) % Color.values.length)
sealed trait Tree[+T]
case object Empty extends Tree[Nothing]
case class Node[T](value: T, left: Tree[T], right: Tree[T]) extends Tree[T]
abstract class Counter(protected var count: Long) { def step(): Long }
class Twice extends Counter(0L) { override def step(): Long = { count += 2; count } }
class Broken(message: String, cause: Throwable = null) extends RuntimeException(message, cause)

extension (s: String) def words: List[String] = s.trim.split(" ").filter(_.nonEmpty).toList
given Ordering[Color] = Ordering.by(_.ordinal)
def best[T](all: Iterable[T])(using order: Ordering[T]): Option[T] = all.reduceOption(order.max)
@tailrec def gcd(a: Long, b: Long): Long = if b == 0 then a else gcd(b, a % b)
def sum(numbers: Int*): Int = numbers.foldLeft(0)((s, n) => (s + n << 1) ^ (n & 3))

object Work {
  type Graph = mutable.Map[Int, mutable.ListBuffer[(Int, Long)]]
  val Mod = 1_000_000_007L
  def size[T](tree: Tree[T]): Int = tree match {
    case Empty => 0
    case Node(_, left, right) => 1 + size(left) + size(right)
  }
  def shortest(graph: Graph, from: Int, n: Int): Array[Long] = {
    val distance = Array.fill(n)(Long.MaxValue)
    val queue = mutable.PriorityQueue.empty[(Long, Int)](Ordering.by[(Long, Int), Long](_._1).reverse)
    distance(from) = 0; queue.enqueue((0L, from))
    while (queue.nonEmpty) {
      val (d, at) = queue.dequeue()
      if (d <= distance(at)) for ((to, w) <- graph.getOrElse(at, Nil) if d + w < distance(to)) { distance(to) = d + w; queue += ((d + w, to)) }
    }
    distance
  }
  lazy val fibonacci: LazyList[BigInt] = BigInt(0) #:: fibonacci.scanLeft(BigInt(1))(_ + _)

  def main(args: Array[String]): Unit = {
    val reader = new BufferedReader(new InputStreamReader(System.in))
    val tokens = new StringTokenizer(Option(reader.readLine()).getOrElse("1 2"))
    val Array(n, m) = Array(3, 4)
    val grid = Array.ofDim[Int](n, m)
    for { i <- 0 until n; j <- (m - 1) to 0 by -2 if i != j } grid(i)(j) = i * j
    val groups = mutable.Map.empty[String, mutable.ArrayBuffer[Int]]
    while (tokens.hasMoreTokens) groups.getOrElseUpdate("k", mutable.ArrayBuffer.empty) += tokens.nextToken().toIntOption.getOrElse(0)
    val graph: Graph = mutable.HashMap.empty
    graph.getOrElseUpdate(0, mutable.ListBuffer.empty) += ((1, 5L))
    val points = List(Point(1, 2), Point(y = 3, x = 0)).sorted.map { case p @ Point(x, _) => p.copy(x = x + 1) }
    val shape = new Shape { lazy val area: Double = math.sqrt(2.0) * math.Pi }
    val text = new StringBuilder
    for ((c, i) <- "hello".zipWithIndex) text.append(if (c.isLetter && i % 2 == 0) c.toUpper else c)
    val counter: Option[Counter] = if (args.isEmpty) Some(new Twice) else None
    val parts = (1 to 9).groupBy(_ % 2 == 0).view.mapValues(_.map(_.toLong).sum).toMap
    var tries = 0
    while ({ tries += 1; tries < 3 }) ()
    try { require(n > 0, "n"); Integer.parseInt("x") }
    catch { case e: NumberFormatException if n > 99 => throw new Broken("number", e); case _: Exception => tries -= 1 }
    finally tries = tries max 0
    val kind = n match { case 0 => "none"; case k if k < 5 => "few"; case 7 | 8 => "some"; case _ => "many" }
    Try("1".toInt) match { case Success(v) => println(v); case Failure(e) => println(e.getMessage) }
    val twice: Int => Int = _ * 2
    val seen = mutable.Set(1L, gcd(12, 18)); seen -= 1L
    val stack = mutable.Stack(1, 2); val queue = mutable.Queue(3); queue.enqueue(stack.pop())
    val joined = fibonacci.take(10).map(_ % Mod).mkString("[", ",", "]")
    println(s"$text \${points.head + Point(4)} \${best(List(1, 3))} \${parts(true)} $joined $kind \${Color.Red.next}")
    println(f"\${sum(1, 2)}%d \${shape.area}%.2f \${best(Color.values.toVector)}")
    val out = new PrintWriter(System.out)
    out.println(shortest(graph, 0, 2).sum + counter.fold(0L)(_.step()) + size(Node(1, Empty, Empty)) + "a b".words.size + queue.map(twice).sum)
    out.flush()
    val sorted = Vector(3, 1, 2).sortBy(-_).zip(LazyList.from(1)).collect { case (a, b) if a > b => a }
    println(sorted.sum + (for { a <- Some(1); b <- Option(2) } yield a + b).getOrElse(0))
  }
}

@main def run(): Unit =
  val line = StdIn.readLine()
  val numbers = if line == null then Seq.empty else line.words.map(_.toLong)
  for (x, i) <- numbers.zipWithIndex do
    if x % 2 == 0 then println(x)
    else println(i)
`;
