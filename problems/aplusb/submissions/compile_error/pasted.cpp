// The last lines were lost when the program was pasted.
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    while (n-- > 0) {
        long long a, b;
        std::cin >> a >> b;
        std::cout << a + b << '\n'
