/* Tries: to read the answers at the places where judges keep them.
 * Must: find none.
 * Covers: L1
 * Expect: exited/0 */
#include "guard.h"

#include <filesystem>
#include <fstream>
#include <string>

int main() {
  for (std::string at : { "", "../", "../../", "/", "/judge/", "/data/", "/problem/", "/testdata/", "/home/judge/", "/in/" })
    for (std::string name : { "1.ans", "01.ans", "1.out", "answer", "testdata.out", "../data/secret/1.ans", "input/1.in", "check", "checker.cpp", "secret.ans" })
      must_fail((at + name).c_str(), std::ifstream(at + name) ? 0 : -1);
  std::error_code error;
  for (auto &entry : std::filesystem::recursive_directory_iterator("/in", error))
    if (entry.path().extension() == ".ans") must_fail(entry.path().c_str(), 0);
  return guard_end();
}
