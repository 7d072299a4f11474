/* Tries: to have the compiler instantiate templates without end.
 * Must: end with a limit of the compiler, or with its own refusal.
 * Covers: M4
 * Compile: cpuMs=2000 wallMs=8000 memoryBytes=256MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
template <int N, class T> struct List { List<N - 1, List<N - 1, T>> head; List<N - 2, List<N - 1, T *>> tail; };
template <class T> struct List<0, T> {};
template <class T> struct List<-1, T> {};
List<24, int> list;
template <class T> struct Arrow { Arrow<T *> operator->(); };
int main() { return Arrow<int>()->value; }
