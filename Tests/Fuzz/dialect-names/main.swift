import Glibc
import WireProperties

// Makes up names, and has leaf and the plain model find what each carries in one of the dialects: `scripts/dialect-names`.
// Usage: dialect-names COUNT SEED

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[1]),
  let seed = UInt64(CommandLine.arguments[2])
else {
  print("usage: dialect-names COUNT SEED")
  exit(64)
}
var search = DialectSearch(seed: seed)
for _ in 0..<count {
  if let difference = search.tryNext() {
    print(difference)
    exit(1)
  }
}
print("\(count) names, \(search.carried) of them carry addresses")
exit(search.carried > count / 1_000 ? 0 : 1)
