/// Why a message cannot be read. `offset` counts octets from the start of the message.
package enum WireError: Error, Equatable {
  /// The message ends inside the item that starts here.
  case truncated(offset: Int)
  /// A length octet of 64...191: a label type that RFC 1035 §4.1.4 reserves.
  case labelType(offset: Int)
  /// A compression pointer that does not lead to before the part of the name that it ends.
  case pointerNotBackward(offset: Int)
  /// A compression pointer to an octet of the header, where no name can start.
  case pointerIntoHeader(offset: Int)
  /// More pointers than a name has room for labels.
  case tooManyPointers(offset: Int)
  /// A name of more than 255 octets.
  case nameTooLong(offset: Int)
  /// RDATA that its type's format (RFC 1035 §3.3 and others) does not fill exactly.
  case rdataLength(offset: Int)
  /// Octets after the last record.
  case trailingOctets(offset: Int)
}
