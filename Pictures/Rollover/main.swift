import DNSSecurity

// How keys take each other's places, drawn from the state machine that leaf rolls them with; see scripts/rollover-picture.
func keys(_ algorithm: SecurityAlgorithm, entryPoint: Bool, zoneKey: Bool) -> [ZoneRollover.Wish] {
  [true, false].filter { $0 ? entryPoint : zoneKey }.map {
    ZoneRollover.Wish(isEntryPoint: $0, algorithm: algorithm.rawValue)
  }
}

let both = keys(.ecdsaP256SHA256, entryPoint: true, zoneKey: true)
let csk = keys(.ecdsaP256SHA256, entryPoint: true, zoneKey: false)
let timelines = [
  try Timeline("A new CSK: the parent has the new DS record after a day", from: csk, to: csk, patience: 24),
  try Timeline(
    "A new ZSK", from: both, to: keys(.ecdsaP256SHA256, entryPoint: false, zoneKey: true), patience: 24),
  try Timeline(
    "Another algorithm", from: both, to: keys(.ed25519, entryPoint: true, zoneKey: true), patience: 24),
]
print(Drawing(timelines).text, terminator: "")
