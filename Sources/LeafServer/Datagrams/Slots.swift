/// Memory in `count` slots of `length` elements each, at addresses that do not change.
@safe final class Slots<Element> {
  let length: Int
  private let count: Int
  private let start: UnsafeMutablePointer<Element>

  init(_ count: Int, of length: Int, repeating element: Element) {
    self.length = length
    self.count = count
    unsafe start = .allocate(capacity: count * length)
    unsafe start.initialize(repeating: element, count: count * length)
  }

  deinit {
    unsafe start.deinitialize(count: count * length)
    unsafe start.deallocate()
  }

  subscript(slot: Int) -> UnsafeMutableBufferPointer<Element> {
    precondition((0..<count).contains(slot))
    return unsafe UnsafeMutableBufferPointer(start: start + slot * length, count: length)
  }
}
