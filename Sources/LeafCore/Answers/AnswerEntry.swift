import DNSWire

extension Answer {
  /// Whose name stands before a record.
  enum Owner: Equatable {
    /// The question's, or one that it ends with: where it begins.
    case question(at: Int)
    /// One of the store's.
    case stored(NameIndex)
    /// What the chain of aliases before it leads to.
    case target

    /// The question's, as the client wrote it.
    static let qname = Owner.question(at: Header.length)
  }

  /// One RRset of the response, packed: a list of them is made for each query.
  struct Entry {
    enum Content: Equatable {
      /// Of a zone's store, or of the server's own.
      case stored(RRsetIndex, ZoneIndex?, Owner)
      /// All RRsets of a name.
      case all(NameIndex, ZoneIndex, Owner)
      /// All RRSIG records of a name, which are an RRset for each type that they sign.
      case signatures(NameIndex, ZoneIndex, Owner)
      /// An A record that is made up.
      case address(IPv4Address, ttl: UInt32, Owner)
      /// The AAAA record that is made up, with the answer's address.
      case ipv6Address(ttl: UInt32, Owner)
      /// TXT records of the client's address.
      case client(Owner)
      /// The PTR record that is made up, of the answer's address.
      case pointer(ZoneIndex, Owner)
      /// The NS record of a zone cut that is made up: the owner without some labels, whose name server is the name above it,
      /// with its addresses: an IPv4 address, and that of the answer.
      case delegation(IPv4Address?, hasIPv6: Bool, ttl: UInt32, Owner, skipping: Int)
      /// The CNAME record that a DNAME record makes of an alias (RFC 6672 §3.1).
      ///
      /// - Parameter labelCount: Of the DNAME record's owner.
      case substituted(RRsetIndex, ZoneIndex, Owner, labelCount: Int)
      /// An NSEC or NSEC3 record that is made, of the owner without some labels.
      case denial(DeniedName, ZoneIndex, Owner)
    }

    private enum Kind: UInt8 {
      case stored
      case all
      case signatures
      case address
      case ipv6Address
      case client
      case pointer
      case delegation
      case substituted
      case denial
    }

    // From the highest octet on: kind, kind of owner and what a denial is of, count of labels, flags, and in the lower
    // half the owner.
    private var head: UInt64
    private var value: UInt64

    static let empty = Entry(head: 0, value: 0)

    private init(head: UInt64, value: UInt64) {
      self.head = head
      self.value = value
    }

    @inline(__always)
    init(_ content: Content) {
      switch content {
      case .stored(let rrset, let zone, let owner):
        self.init(.stored, owner, rrset.rawValue, UInt32(bitPattern: zone?.rawValue ?? -1))
      case .all(let name, let zone, let owner):
        self.init(.all, owner, name.rawValue, UInt32(bitPattern: zone.rawValue))
      case .signatures(let name, let zone, let owner):
        self.init(.signatures, owner, name.rawValue, UInt32(bitPattern: zone.rawValue))
      case .address(let address, let ttl, let owner):
        self.init(.address, owner, address.rawValue, ttl)
      case .ipv6Address(let ttl, let owner):
        self.init(.ipv6Address, owner, 0, ttl)
      case .client(let owner):
        self.init(.client, owner, 0, 0)
      case .pointer(let zone, let owner):
        self.init(.pointer, owner, 0, UInt32(bitPattern: zone.rawValue))
      case .delegation(let ipv4, let hasIPv6, let ttl, let owner, let skipped):
        self.init(.delegation, owner, ipv4?.rawValue ?? 0, ttl)
        head |= UInt64(skipped) << 40 | (ipv4 == nil ? 0 : 1 << 32) | (hasIPv6 ? 1 << 33 : 0)
      case .substituted(let rrset, let zone, let owner, let labelCount):
        self.init(.substituted, owner, rrset.rawValue, UInt32(bitPattern: zone.rawValue))
        head |= UInt64(labelCount) << 40
      case .denial(let denied, let zone, let owner):
        self.init(.denial, owner, denied.source.rawValue, UInt32(bitPattern: zone.rawValue))
        head |= UInt64(denied.extent.rawValue) << 52 | UInt64(denied.skipped) << 40
        head |= UInt64(denied.types.rawValue) << 32
      }
    }

    @inline(__always)
    private init(_ kind: Kind, _ owner: Owner, _ high: UInt32, _ low: UInt32) {
      let (ownerKind, ownerValue): (UInt64, UInt64) =
        switch owner {
        case .question(let offset): (0, UInt64(offset))
        case .stored(let name): (1, UInt64(name.rawValue))
        case .target: (2, 0)
        }
      head = UInt64(kind.rawValue) << 56 | ownerKind << 48 | ownerValue
      value = UInt64(high) << 32 | UInt64(low)
    }

    /// Whether it is an address record of the QNAME.
    var isAddressOfQName: Bool {
      head == UInt64(Kind.address.rawValue) << 56 | UInt64(Header.length)
        || head == UInt64(Kind.ipv6Address.rawValue) << 56 | UInt64(Header.length)
    }

    /// Whether it is an AAAA record that is made up.
    var isIPv6Address: Bool { head >> 56 == UInt64(Kind.ipv6Address.rawValue) }

    /// Of an A record that is made up, address and TTL; of an AAAA record the TTL.
    var address: (IPv4Address, ttl: UInt32) {
      (IPv4Address(rawValue: UInt32(value >> 32)), UInt32(truncatingIfNeeded: value))
    }

    /// Whether it is this RRset of a zone's store, whoever owns it.
    func holds(_ rrset: RRsetIndex, _ zone: ZoneIndex) -> Bool {
      head >> 56 == UInt64(Kind.stored.rawValue)
        && value == UInt64(rrset.rawValue) << 32 | UInt64(UInt32(bitPattern: zone.rawValue))
    }

    private var owner: Owner {
      switch head >> 48 & 0xF {
      case 0: .question(at: Int(head & 0xFFFF))
      case 1: .stored(NameIndex(rawValue: UInt32(truncatingIfNeeded: head)))
      default: .target
      }
    }

    var content: Content {
      let (high, low) = (UInt32(value >> 32), UInt32(truncatingIfNeeded: value))
      let zone = ZoneIndex(Int(Int32(bitPattern: low)))
      return switch Kind(rawValue: UInt8(head >> 56)) ?? .stored {
      case .stored: .stored(RRsetIndex(rawValue: high), zone.rawValue < 0 ? nil : zone, owner)
      case .all: .all(NameIndex(rawValue: high), zone, owner)
      case .signatures: .signatures(NameIndex(rawValue: high), zone, owner)
      case .address: .address(IPv4Address(rawValue: high), ttl: low, owner)
      case .ipv6Address: .ipv6Address(ttl: low, owner)
      case .client: .client(owner)
      case .pointer: .pointer(zone, owner)
      case .delegation:
        .delegation(
          head >> 32 & 1 == 0 ? nil : IPv4Address(rawValue: high), hasIPv6: head >> 33 & 1 == 1, ttl: low,
          owner, skipping: Int(head >> 40 & 0xFF))
      case .substituted:
        .substituted(
          RRsetIndex(rawValue: high), zone, owner, labelCount: Int(head >> 40 & 0xFF))
      case .denial:
        .denial(
          DeniedName(
            extent: DeniedName.Extent(rawValue: UInt8(head >> 52 & 0xF)) ?? .types,
            types: DeniedTypes(rawValue: UInt8(truncatingIfNeeded: head >> 32)),
            source: NameIndex(rawValue: high), skipped: Int(head >> 40 & 0xFF)), zone, owner)
      }
    }
  }
}
