/// The word that takes the fewest edits to become `word`, if they are few.
func nearest(to word: String, among words: [String]) -> String? {
  let distances = words.map { (word: $0, distance: editDistance(word, $0)) }
  let best = distances.min { ($0.distance, $0.word) < ($1.distance, $1.word) }
  // What begins or ends the same is meant even if much is missing.
  let affix = words.filter { $0.hasPrefix(word) || $0.hasSuffix(word) }.min { $0.count < $1.count }
  if let best, best.distance <= max(2, word.count / 3) { return best.word }
  return word.count >= 3 ? affix : nil
}

/// How many characters have to be put in, taken out or changed (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let change = diagonal + (right[j] == character ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j + 1] + 1, row[j] + 1)
    }
  }
  return row[right.count]
}
