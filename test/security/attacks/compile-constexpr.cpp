/* Tries: to have the compiler compute for ever.
 * Must: end with a limit of the compiler, or with its own refusal.
 * Covers: M4
 * Compile: cpuMs=1500 wallMs=8000 memoryBytes=512MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
constexpr unsigned long spin(unsigned long n) { return n < 2 ? n : spin(n - 1) + spin(n - 2); }
template <unsigned long N> struct Each { static constexpr unsigned long value = spin(20 + N % 2) + Each<N - 1>::value; };
template <> struct Each<0> { static constexpr unsigned long value = 0; };
static_assert(Each<800>::value == 0);
int main() {}
