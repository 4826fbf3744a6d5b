/** Which doors the service may knock at, by what stands in a URL. */
import { describe, expect, it } from 'vitest';
import { forbids, isPublicAddress } from '../../../service/platform/outbound/destination.ts';

describe('an address', () => {
  it.each(['8.8.8.8', '103.209.7.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['this machine', '127.0.0.1', '127.8.8.8', '::1', '0.0.0.0', '::'],
    ['a private network', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1'],
    ['the link, and with it a cloud’s own service', '169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
    ['a provider’s shared space', '100.64.0.1'],
    ['everybody', '224.0.0.1', '255.255.255.255', 'ff02::1'],
    ['nobody: documentation, tests, what is to come', '192.0.2.1', '198.18.0.1', '240.0.0.1', '2001:db8::1'],
    ['an IPv4 address in IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::7f00:1'],
    ['an IPv4 address behind a translator', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1'],
    ['no address', 'localhost', '', '127.0.0.1.', '8.8.8.8 '],
  ])('of %s is not', (_whose, ...addresses) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
});

describe('a URL', () => {
  const TRUSTED = ['http://127.0.0.1:9000', 'https://gateway.intranet'];
  it.each([
    ['https://jaki.example/kait', null],
    ['https://8.8.8.8:8443/', null],
    ['http://jaki.example/kait', 'not-https'],
    ['ftp://jaki.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['kait', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https://pengguna:sandi@jaki.example/', 'credentials'],
    ['https://127.0.0.1/', 'private-address'],
    ['https://2130706433/', 'private-address'],
    ['https://0x7f.1/', 'private-address'],
    ['https://017700000001/', 'private-address'],
    ['https://127.1/', 'private-address'],
    ['https://①②⑦.0.0.1/', 'private-address'],
    ['https://[::1]/', 'private-address'],
    ['https://[::ffff:169.254.169.254]/', 'private-address'],
    // What a name stands for shows only when it is asked for.
    ['https://localhost/', null],
    ['http://127.0.0.1:9000/apa-pun', null],
    ['http://127.0.0.1:9001/', 'not-https'],
    ['https://127.0.0.1:9000/', 'private-address'],
    ['https://gateway.intranet/kirim', null],
    ['http://gateway.intranet/kirim', 'not-https'],
    ['http://user@127.0.0.1:9000/', 'credentials'],
  ])('%s: %s', (url, why) => {
    expect(forbids(url, TRUSTED)).toBe(why);
  });
});
