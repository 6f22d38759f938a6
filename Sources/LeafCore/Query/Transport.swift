/// What a message came over.
package enum Transport: Sendable {
  case udp
  case tcp
}
