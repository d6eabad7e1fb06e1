import { BlockList, isIP, isIPv4 } from 'node:net';

/** IANA's special-purpose registries: what is not on the public internet. RFC 6890 and its successors. */
const reservedIPv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only 2000::/3 is given out, and these parts of it lead elsewhere: tunnels, examples, tests. */
const reservedIPv6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [net, prefix] of reservedIPv4) reserved.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of reservedIPv6) reserved.addSubnet(net, prefix, 'ipv6');

const givenOut = new BlockList();
givenOut.addSubnet('2000::', 3, 'ipv6');

/** Addresses that carry an IPv4 address in their last 32 bits: mapped ones, and those of a NAT64. */
const carrying = new BlockList();
carrying.addSubnet('::ffff:0:0', 96, 'ipv6');
carrying.addSubnet('64:ff9b::', 96, 'ipv6');

/** Whether an IP address is somewhere on the public internet: no loopback, no private or link-local net, no metadata service. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !reserved.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  if (carrying.check(address, 'ipv6')) return isPublicAddress(carriedIPv4(address));
  return givenOut.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` are the same. */
function carriedIPv4(address: string): string {
  const last = address.slice(address.lastIndexOf(':') + 1);
  if (isIPv4(last)) return last;
  // URL writes IPv6 in its one canonical form, of which the last two groups are the IPv4 address.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group === '' ? '0' : group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
