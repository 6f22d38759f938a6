/// Timelines, one under the other, as a picture (SVG).
struct Drawing {
  private static let (left, width, rowHeight, gap) = (230, 700, 20, 46)
  private static let colors = [
    ("signing", "#b39ddb"), ("published", "#90caf9"), ("ready", "#ffcc80"), ("standby", "#80cbc4"),
    ("active", "#66bb6a"), ("retiring", "#bcaaa4"), ("withdrawn", "#e0e0e0"), ("DS", "#f48fb1"),
  ]

  private var body: [String] = []
  private var top = 40

  /// - Parameter timelines: All on the same scale.
  init(_ timelines: [Timeline]) {
    let hours = timelines.map(\.hours).max() ?? 1
    drawLegend()
    for timeline in timelines { draw(timeline, hours) }
  }

  var text: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.left + Self.width + 20) \(top)" font-family="sans-serif" font-size="11">
    <style>
    text { fill: #222 } .line { stroke: #999; stroke-width: 0.5 } .span { fill: #222 } rect { stroke: none }
    @media (prefers-color-scheme: dark) { svg { background: #1b1b1b } text { fill: #ddd } .span { fill: #111 } }
    </style>
    \(body.joined(separator: "\n"))
    </svg>

    """
  }

  private mutating func drawLegend() {
    for (index, (name, color)) in Self.colors.enumerated() {
      let x = 10 + index * 100
      body.append(#"<rect x="\#(x)" y="8" width="14" height="14" fill="\#(color)"/>"#)
      body.append(#"<text x="\#(x + 18)" y="19">\#(name == "DS" ? "DS at the parent" : name)</text>"#)
    }
  }

  private mutating func draw(_ timeline: Timeline, _ hours: Int) {
    body.append(#"<text x="10" y="\#(top + 16)" font-weight="bold">\#(timeline.title)</text>"#)
    top += 26
    drawScale(hours, height: timeline.rows.count * Self.rowHeight)
    for row in timeline.rows { draw(row, until: timeline.hours, hours) }
    top += Self.gap
  }

  private mutating func drawScale(_ hours: Int, height: Int) {
    for hour in stride(from: 0, through: hours, by: 12) {
      let x = position(hour, hours)
      body.append(#"<line class="line" x1="\#(x)" y1="\#(top)" x2="\#(x)" y2="\#(top + height + 4)"/>"#)
      body.append(#"<text x="\#(x)" y="\#(top + height + 16)" text-anchor="middle">\#(hour) h</text>"#)
    }
  }

  private mutating func draw(_ row: Timeline.Row, until end: Int, _ hours: Int) {
    body.append(#"<text x="10" y="\#(top + 14)">\#(row.title)</text>"#)
    for (index, span) in row.spans.enumerated() {
      guard let color = Self.colors.first(where: { $0.0 == span.what })?.1 else { continue }
      let next = index + 1 < row.spans.count ? row.spans[index + 1].start : end
      let (x, right) = (position(span.start, hours), position(next, hours))
      body.append(
        #"<rect x="\#(x)" y="\#(top + 2)" width="\#(right - x)" height="\#(Self.rowHeight - 4)" fill="\#(color)"/>"#)
      if right - x > 50 { body.append(#"<text class="span" x="\#(x + 4)" y="\#(top + 14)">\#(span.what)</text>"#) }
    }
    top += Self.rowHeight
  }

  private func position(_ hour: Int, _ hours: Int) -> Int { Self.left + hour * Self.width / hours }
}
