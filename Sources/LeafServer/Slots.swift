/// Memory in `count` slots of `length` elements each, at addresses that do not change.
@safe final class Slots<Element> {
  let length: Int
  private let memory: UnsafeMutableBufferPointer<Element>

  init(_ count: Int, of length: Int, repeating element: Element) {
    self.length = length
    unsafe memory = .allocate(capacity: count * length)
    unsafe memory.initialize(repeating: element)
  }

  deinit {
    unsafe memory.deinitialize()
    unsafe memory.deallocate()
  }

  subscript(slot: Int) -> UnsafeMutableBufferPointer<Element> {
    unsafe memory.extracting(slot * length..<(slot + 1) * length)
  }
}
